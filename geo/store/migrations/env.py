"""What Alembic runs: the migrations over the connection that `geo.store.database` gives."""

from alembic import context

if hasattr(context, "config"):  # nothing to migrate when it is only looked at
    context.configure(connection=context.config.attributes["connection"])
    context.run_migrations()
