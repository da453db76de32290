"""The fingerprints by which a page's Content-Security-Policy knows its own scripts.

The policy names scripts by hash and not by host: a file that somebody uploads, or another program under the same
address, can then never run as a script of ours. Since the theme's files are part of the key of every page
(`job.shared_key`), a page can't keep the fingerprint of a script that has changed.
"""

import base64
import hashlib


def fingerprint(content: bytes) -> str:
    """Return `sha256-…`, as a policy and an `integrity` attribute have it."""
    return f"sha256-{base64.b64encode(hashlib.sha256(content).digest()).decode()}"
