"""Pages of placed characters → lines, columns, paragraphs; whether filed as text or recognised."""
