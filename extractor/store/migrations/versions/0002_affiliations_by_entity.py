"""Two bodies that a speaker spoke for stay two rows where an editor declares them one, so that this can be undone."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Take the body's entity into the primary key."""
    if op.get_context().dialect.name == "postgresql":
        op.drop_constraint("pk_affiliations", "affiliations", type_="primary")
        op.create_primary_key("pk_affiliations", "affiliations", ["record", "day", "quote", "entity"])
        return
    op.create_table(
        "affiliations_by_entity",
        sa.Column("record", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("quote", sa.Integer(), nullable=False),
        sa.Column("entity", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["quote"], ["quotes.key"], name=op.f("fk_affiliations_quote"), ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["record"], ["records.key"], name=op.f("fk_affiliations_record")),
        sa.PrimaryKeyConstraint("record", "day", "quote", "entity", name=op.f("pk_affiliations")),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO affiliations_by_entity SELECT record, day, quote, entity FROM affiliations")
    op.drop_table("affiliations")
    op.rename_table("affiliations_by_entity", "affiliations")
    op.create_index(op.f("ix_affiliations_quote"), "affiliations", ["quote"], unique=False)
