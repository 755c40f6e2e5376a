"""``/jobs``: how far a file is on its way into the library."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from assistant.web.api.source_shapes import JobOut, Progress, SkippedOut
from assistant.web.jobs import Job
from assistant.web.problems import Problem, documented, internal_problem, problem_of
from assistant.web.services import JobsOf
from ingest.batch import Batch
from ingest.errors import QicaoError

router = APIRouter(prefix="/jobs", tags=["jobs"])


@router.get("/{job_id}", responses=documented(404))
def get_job(
    job_id: Annotated[str, Path(description="Id of the job.", examples=["9b1f0c2d3e4a5b6c"])], jobs: JobsOf
) -> JobOut:
    """Return where a job stands."""
    return job_out(jobs.get(job_id))


def job_out(job: Job) -> JobOut:
    """Return a job as it is told."""
    state, added, batch = job.state, job.added, job.batch
    return JobOut(
        id=job.id,
        state=state,
        progress=Progress(done=job.done, total=job.total, unit=job.unit),
        error=_problem(job.error) if job.error else None,
        source_id=added.source.id if added else None,
        source_ids=list(batch.source_ids) if batch else [added.source.id] if added else [],
        skipped=skipped_out(batch) if batch else [],
    )


def skipped_out(batch: Batch) -> list[SkippedOut]:
    """Return what of a container was not taken in, as it is told."""
    return [SkippedOut(name=name, problem=problem_of(error)) for name, error in batch.skipped]


def _problem(error: BaseException) -> Problem:
    return problem_of(error) if isinstance(error, QicaoError) else internal_problem()
