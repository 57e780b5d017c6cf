"""What leaves the dashboard as a file: tables, workbooks, the whole data package."""
