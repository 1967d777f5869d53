"""The database of a server: its tables, migrations, servers, and the records of a visitor."""
