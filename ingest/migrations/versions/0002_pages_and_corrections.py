"""Pages of passages; of precedents, what a correction replaced and a signature of the wording."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Add the columns; what was taken in before has no pages, no corrections and no signature."""
    op.add_column("passages", sa.Column("pages", sa.JSON, nullable=False, server_default="[]"))
    op.add_column("precedents", sa.Column("found", sa.JSON, nullable=False, server_default="{}"))
    op.add_column("precedents", sa.Column("signature", sa.LargeBinary, nullable=False, server_default=sa.text("x''")))
