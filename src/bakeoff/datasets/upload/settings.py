"""Settings for operators: visitors' tables."""

from bakeoff.settings import Group, ServerSettings, number

READING_FACTOR = 50
"""Memory that reading a file may take, in multiples of its size."""


class UploadLimits(Group):
    """Limits of visitors' tables."""

    upload_mb: int = number(20, "MB", "size of an uploaded file", class_=10, cloud=5, space=10)
    upload_rows: int = number(200_000, "", "rows of an uploaded table", cloud=50_000)
    upload_columns: int = number(2_000, "", "columns of an uploaded table")
    upload_cells: int = number(20_000_000, "", "rows times columns of an uploaded table", cloud=2_000_000)
    upload_seconds: int = number(30, "s", "time to read an uploaded file")
    upload_days: int = number(30, "days", "time after which an unused table is deleted", cloud=1, space=2)
    visitor_mb: int = number(1000, "MB", "disk space for one visitor's tables", class_=50, cloud=10, space=50)
    uploads_mb: int = number(20_000, "MB", "disk space for all visitors' tables", class_=5000, cloud=300, space=5000)
    uploads_hour: int = number(
        500, "", "files and tables that one visitor can upload in an hour", class_=30, cloud=20, space=30
    )

    @property
    def reading_bytes(self) -> int:
        """Memory in bytes for a job that reads an upload: 1 GB, or more where larger files are allowed."""
        return min(ServerSettings.read().job_memory_mb, max(1024, READING_FACTOR * self.upload_mb)) * 2**20


DEFAULTS = UploadLimits.model_construct()
"""Defaults without the environment."""
