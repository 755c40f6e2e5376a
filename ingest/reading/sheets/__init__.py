"""Tables: workbooks and delimited text."""
