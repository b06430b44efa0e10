"""A batch as a stream over HTTP: lines of JSON, handed out while the next ones are ranked."""

from collections.abc import AsyncIterator
from typing import Any

from fastapi.concurrency import run_in_threadpool
from fastapi.responses import StreamingResponse

from app.core.http.error_handlers import explain_failure
from app.core.http.openapi import problem_responses
from app.core.http.turns import Turns
from app.matches.batch import BatchRun
from app.matches.batch_schemas import BatchEndRead, BatchLineRead

PATH = "/matches/batch"


class NdjsonResponse(StreamingResponse):
    """Lines of JSON (NDJSON): one value a line, each line ended by a line feed."""

    media_type = "application/x-ndjson"


BATCH_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {
        "model": BatchLineRead | BatchEndRead,
        "description": "One line of JSON for each demand, as soon as it is ranked, and a last line"
        " that says `complete`. The schema is that of one line.",
    },
    **problem_responses(404),
}


async def stream_lines(run: BatchRun, turns: Turns) -> AsyncIterator[bytes]:
    """Rank in threads and hand out the lines.

    A turn at the database is taken for each portion only, and none is held while the reader is
    waited for. Where the service has to stop, the last line says why.
    """
    try:
        while run.done < run.total:
            async with turns.take(writing=False):
                lines = await run_in_threadpool(run.rank_some)
            yield lines
    except Exception as error:  # noqa: BLE001 - it is logged, and told in the last line
        yield run.end(explain_failure(error, PATH))
    else:
        yield run.end()
