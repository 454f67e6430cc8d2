"""Reading: `mime.read` against the standard library on the corpus."""

import statistics

from aiuto import mime
from benchmarks.mime_read import MOST, PASSES, mails_that_the_library_reads, read_by_library, seconds
from benchmarks.rows import Row


def rows(*, quick: bool) -> list[Row]:
    """Both read the same mails by turns; the middle of the ratios."""
    mails = mails_that_the_library_reads()
    passes = [
        (seconds(mime.read, mails), seconds(read_by_library, mails)) for _ in range(3 if quick else PASSES)
    ]
    ours, library = (statistics.median(times) / len(mails) * 1e6 for times in zip(*passes, strict=True))
    ratio = statistics.median(own / theirs for own, theirs in passes)
    what = f"mime.read of {len(mails)} mails, microseconds a mail"
    return [Row(what, "none", f"{ours:.0f}", f"{library:.0f}", ratio, most=MOST)]
