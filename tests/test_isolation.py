"""Work in processes that may die: whatever they do, every task gets an answer, and the rest goes on."""

import os
import signal
import sys
import time

import pytest

from generator.isolation import Limits, alone, each, starting

LIMITS = Limits(seconds=1, memory=200_000_000)


def misbehave(task: object) -> str:
    """Do what the task says, in the process apart."""
    if task == "loop":
        while True:
            pass
    if task == "swallow memory":
        return str(len(bytearray(1_000_000_000)))
    if task == "crash":
        os.kill(os.getpid(), signal.SIGSEGV)
    if task == "leave":
        os._exit(0)
    if task == "no disk":
        raise OSError(28, "No space left on device")
    if task == "mistake":
        raise KeyError("a mistake in the program")
    if task == "sleep":
        time.sleep(60)
    return f"done {task if isinstance(task, str) else len(bytes(task))}"  # type: ignore[call-overload]


@pytest.mark.parametrize("task", ["loop", "swallow memory", "crash", "leave"])
def test_a_process_that_dies_loses_its_task_and_no_other(task: str) -> None:
    answers = dict(each(misbehave, ["a", task, "b", "c"], LIMITS, "lost"))

    assert answers == {0: "done a", 1: "lost", 2: "done b", 3: "done c"}


def test_a_process_that_keeps_silent_is_ended_by_the_clock() -> None:
    assert alone(misbehave, "sleep", LIMITS, "lost") == "lost"


def test_a_full_disk_is_raised_as_it_is() -> None:
    with pytest.raises(OSError, match="No space left"):
        alone(misbehave, "no disk", LIMITS, "lost")


def test_a_mistake_in_the_program_is_raised_with_where_it_was() -> None:
    with pytest.raises(RuntimeError, match=r"(?s)misbehave.*a mistake in the program"):
        list(each(misbehave, ["a", "mistake"], LIMITS, "lost"))


def test_large_tasks_are_taken_one_by_one() -> None:
    taken = 0

    def tasks() -> object:
        nonlocal taken
        for _ in range(30):
            taken += 1
            yield bytes(5_000_000)

    ahead = []
    for done, (_, answer) in enumerate(each(misbehave, tasks(), Limits(5, 400_000_000), "lost"), 1):  # type: ignore[arg-type]
        assert answer == "done 5000000"
        ahead.append(taken - done)

    assert (len(ahead), max(ahead) <= 4) == (30, True)


def test_no_process_is_left_when_the_reader_of_answers_stops() -> None:
    answers = each(misbehave, ["a", "sleep", "sleep"], LIMITS, "lost")
    next(answers)
    answers.close()  # type: ignore[attr-defined]

    with pytest.raises(ChildProcessError):
        os.waitpid(-1, os.WNOHANG)


def test_nothing_to_do_starts_nothing() -> None:
    assert list(each(misbehave, [], LIMITS, "lost")) == []


def test_a_ctrl_c_while_a_process_starts_is_kept_until_it_has(capfd: pytest.CaptureFixture[str]) -> None:
    steps = []

    with pytest.raises(KeyboardInterrupt), starting():
        steps.append("before")
        signal.raise_signal(signal.SIGINT)
        steps.append("after")

    assert steps == ["before", "after"]
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert capfd.readouterr() == ("", "")


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere nothing is forked")
def test_a_ctrl_c_within_the_fork_itself_is_not_lost(capfd: pytest.CaptureFixture[str]) -> None:
    came: list[int] = []

    def interrupt() -> None:
        if not came:  # this stays registered for as long as this process lives
            came.append(os.getpid())
            signal.raise_signal(signal.SIGINT)

    os.register_at_fork(after_in_parent=interrupt)

    with pytest.raises(KeyboardInterrupt):
        alone(misbehave, "a", LIMITS, "lost")

    assert came == [os.getpid()]
    assert capfd.readouterr() == ("", "")
