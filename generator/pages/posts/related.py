"""Which posts have something to do with each other: a tag, an item of the OIT, a school, a step, a dimension.

Only posts that are near in time are compared, for two reasons: a site with thousands of posts stays quick to plan, and
a new post changes the pages of a few recent ones instead of everything that ever carried the same tag.
"""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from generator.kinds.posts import Lesson, Post
from generator.library import Library
from generator.pages.posts.card import address_of, schools_of
from generator.reading import Entry

_NEAR = 4
"""How many posts before and after are looked at for each thing that they may share."""

Place = tuple[date, str]
"""Where a post stands in time: its day, and its address where several share a day."""


@dataclass(frozen=True)
class Mention:
    """A post, with the section it is in."""

    section: str
    post: Entry[Any]

    @cached_property
    def place(self) -> Place:
        """Where it stands in time."""
        return self.post.data.date, address_of(self.section, self.post)


@dataclass(frozen=True)
class Relations:
    """All posts by what they mention, each list in order of time."""

    by_key: Mapping[str, Sequence[Mention]]

    def near(self, mention: Mention, key: str) -> list[Mention]:
        """Return the posts that share `key`, those nearest in time only, oldest first."""
        found = self.by_key.get(key, ())
        here = bisect_left(found, mention.place, key=lambda one: one.place)
        return [one for one in found[max(0, here - _NEAR) : here + _NEAR + 1] if one.place != mention.place]

    def of(self, mention: Mention, most: int) -> list[Mention]:
        """Return the posts that share most with this one, best first."""
        shared: dict[Place, int] = defaultdict(int)
        mentions: dict[Place, Mention] = {}
        for key, weight in keys_of(mention.post):
            for other in self.near(mention, key):
                shared[other.place] += weight
                mentions[other.place] = other
        day = mention.post.data.date
        best = sorted(shared, key=lambda place: (-shared[place], abs((place[0] - day).days), place))
        return [mentions[place] for place in best[:most]]


def relations(library: Library) -> Relations:
    """Return what all posts mention."""
    by_key: dict[str, list[Mention]] = defaultdict(list)
    for section, posts in library.posts:
        for post in posts:
            mention = Mention(section, post)
            for key, _ in keys_of(post):
                by_key[key].append(mention)
            if dimension := dimension_key(post.data):
                by_key[dimension].append(mention)
    for mentions in by_key.values():
        mentions.sort(key=lambda one: one.place)
    return Relations(by_key)


def keys_of(post: Entry[Any]) -> Iterator[tuple[str, int]]:
    """Yield what a post mentions, and how much it says about two posts that they share it."""
    data: Post = post.data
    for ref in data.items:
        yield f"item {ref.year}/{ref.code}", 3
    for school in schools_of(data):
        yield f"school {school}", 3
    for tag in dict.fromkeys(data.tags):
        yield f"tag {tag}", 2
    if data.step:
        yield f"step {post.year}/{data.step}", 1


def dimension_key(data: Post) -> str | None:
    """Return the key under which lessons of one dimension find each other."""
    return f"dimension {data.dimension}" if isinstance(data, Lesson) and data.dimension else None
