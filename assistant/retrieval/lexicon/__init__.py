"""The office lexicon: what people say → what offices write. Its tables are the CSV files beside this one."""
