"""Errors that a user can mend: each says where, what, and what would be right."""


class KgError(Exception):
    """Base of all errors that are reported as one line, without a traceback."""

    def __init__(self, where: object, what: str, cure: str = "") -> None:
        self.where, self.what, self.cure = str(where), what, cure
        super().__init__(f"{self.where}: {what}" + (f" ({cure})" if cure else ""))

    def __reduce__(self) -> tuple[type["KgError"], tuple[str, str, str]]:
        return type(self), (self.where, self.what, self.cure)


class ArticleError(KgError):
    """A file that cannot be read as an article."""


class LanguageError(KgError):
    """A lexicon, grammar or rule file that does not hold what it should."""


class OntologyError(KgError):
    """An ontology that lacks what the program needs."""


class ModelError(KgError):
    """A model that is missing or does not fit."""


class QueryError(KgError):
    """A query that cannot be run."""
