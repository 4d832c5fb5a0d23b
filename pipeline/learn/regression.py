"""From samples to a table of weights, by logistic regression in two steps.

The features are weighed by one regression; what that says of each document when it was left out, and what the rules
say, are weighed by a second. Since both are linear, their product is one table. With the same samples and library it
gives the same table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.errors import UsageError
from pipeline.learn.samples import Sample
from pipeline.weights import Weights, made

Numbers = npt.NDArray[np.float64]
_LEAST_DOCUMENTS = 3  # in which a feature stands, or it tells nothing of other documents
_FOLDS = 8
# How free the weights of features, and of the blend, are: inverse penalties.
_FREE, _FREE_OF, _FREE_BLEND = 0.3, {"standing": 0.05}, 1.0
_TOO_LITTLE = 0.01  # a feature whose weights differ no more than this is left out


class _Regression:
    """A logistic regression over named features; ``weights`` has a row for each answer."""

    def __init__(
        self, rows: Sequence[Sequence[str]], answers: Sequence[int], free: float, extra: Numbers | None = None
    ) -> None:
        try:
            from scipy.sparse import csr_matrix, hstack
            from sklearn.feature_extraction import DictVectorizer
            from sklearn.linear_model import LogisticRegression
        except ImportError as error:
            raise UsageError("learning needs scikit-learn; install it with: pip install 'doelenboom[learn]'") from error
        self._vectors = DictVectorizer()
        matrix = self._vectors.fit_transform([dict.fromkeys(row, 1.0) for row in rows])
        if extra is not None:
            matrix = hstack([matrix, csr_matrix(extra)]).tocsr()
        model = LogisticRegression(C=free, max_iter=2000, tol=1e-6).fit(matrix, answers)
        self.names = tuple(map(str, self._vectors.get_feature_names_out()))
        self.weights, self.bias = _for_each_answer(model.coef_, model.intercept_)

    def odds(self, rows: Sequence[Sequence[str]]) -> Numbers:
        """Return for each row of features the odds of each answer."""
        matrix = self._vectors.transform([dict.fromkeys(row, 1.0) for row in rows])
        return np.asarray(matrix @ self.weights.T + self.bias)


def _for_each_answer(weights: Numbers, bias: Numbers) -> tuple[Numbers, Numbers]:
    """Return a row of weights for each answer; where there are two, the regression gives but one."""
    if len(weights) > 1:
        return weights, bias
    return np.vstack([-weights, weights]) / 2, np.concatenate([-bias, bias]) / 2


def are_enough(samples: Sequence[Sample]) -> bool:
    """Say whether something can be learned from samples: of several documents, with every answer among them."""
    every = set(range(len(samples[0].answers)))
    return len({s.document for s in samples}) >= _FOLDS and {s.answer for s in samples} == every


def learned(name: str, samples: Sequence[Sample]) -> Weights:
    """Return the table that samples of several documents teach. Raises :class:`UsageError` where they are too few."""
    answers = samples[0].answers
    if not are_enough(samples):
        raise UsageError(f"too few texts to learn '{name}' from; name {_FOLDS} or more, with every answer among them")
    kept = _frequent(samples)
    rows = [[f for f in s.features if f in kept] for s in samples]
    free = _FREE_OF.get(name, _FREE)
    whole = _Regression(rows, [s.answer for s in samples], free)
    table = {name: whole.weights[:, n] for n, name in enumerate(whole.names)}
    bias = whole.bias
    told = [n for n, s in enumerate(samples) if s.rules is not None]
    if told:
        mix = _Regression(
            [samples[n].rules or () for n in told],
            [samples[n].answer for n in told],
            _FREE_BLEND,
            _left_out(samples, rows, free)[told],
        )
        count = len(mix.names)
        blend = mix.weights[:, count:]
        table = {f: blend @ row for f, row in table.items()} | dict(zip(mix.names, mix.weights.T[:count], strict=True))
        bias = blend @ bias + mix.bias
    return made(name, answers, _rounded(bias), _strong(table))


def _left_out(samples: Sequence[Sample], rows: Sequence[Sequence[str]], free: float) -> Numbers:
    """Return for each sample the odds by what is learned without its document, and some others."""
    documents = sorted({s.document for s in samples})
    fold = {name: n % _FOLDS for n, name in enumerate(documents)}
    odds = np.zeros((len(samples), len(samples[0].answers)))
    for number in range(_FOLDS):
        inside = [n for n, s in enumerate(samples) if fold[s.document] != number]
        outside = [n for n, s in enumerate(samples) if fold[s.document] == number]
        model = _Regression([rows[n] for n in inside], [samples[n].answer for n in inside], free)
        odds[outside] = model.odds([rows[n] for n in outside])
    return odds


def _frequent(samples: Sequence[Sample]) -> frozenset[str]:
    """Return the features that stand in enough documents."""
    stands = {(s.document, feature) for s in samples for feature in s.features}
    count = Counter(feature for _, feature in stands)
    return frozenset(feature for feature, times in count.items() if times >= _LEAST_DOCUMENTS)


def _rounded(values: Numbers) -> tuple[float, ...]:
    return tuple(round(float(value), 3) for value in values)


def _strong(table: dict[str, Numbers]) -> dict[str, tuple[float, ...]]:
    """Return the features that tell the answers apart."""
    rounded = {name: _rounded(row) for name, row in table.items()}
    return {name: row for name, row in rounded.items() if max(row) - min(row) > _TOO_LITTLE}
