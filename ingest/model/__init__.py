"""The offline encoder that ships with Qicao: its artefact, the module that runs it, and its build."""
