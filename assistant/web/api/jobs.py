"""``/jobs``: how far a file is on its way into the library."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path

from assistant.web.api.source_shapes import JobOut, Progress
from assistant.web.jobs import Job
from assistant.web.problems import Problem, documented, internal_problem, problem_of
from assistant.web.services import JobsOf
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
    state = job.state
    return JobOut(
        id=job.id,
        state=state,
        progress=Progress(done=job.done, total=job.total, unit="passages and sentences"),
        error=_problem(job.error) if job.error else None,
        source_id=job.added.source.id if job.added else None,
    )


def _problem(error: BaseException) -> Problem:
    return problem_of(error) if isinstance(error, QicaoError) else internal_problem()
