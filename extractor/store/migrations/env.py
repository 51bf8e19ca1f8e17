"""What alembic runs: the steps go through the connection, and inside the transaction, of `opening`."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], render_as_batch=True)
context.run_migrations()
