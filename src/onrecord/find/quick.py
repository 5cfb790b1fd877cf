"""The language model's arithmetic, done the short way: the same parse in a third of the time.

spaCy's small models spend their time in three places that cost far more than the arithmetic in them (measured on news,
84 articles, one core of an AMD EPYC):

- Products of matrices go through `blis` as it is built for every processor; numpy's own library is thrice as fast.
- Each token's vector before context is made anew, though an article repeats most of its words, and each step of the
  network writes its results to fresh memory.
- The parser and the name finder take and give back the interpreter's lock several times for every token, which costs
  them twice their search.

So `Vectors` computes the vectors of words, `Arcs` drives the parser and `Names` finds names, all from the weights of
the model that was loaded and step by step as spaCy would. Sums are added up in another order, so numbers agree to six
digits or so; of 1.4 million tokens of news none was read otherwise. A component that is built otherwise than these
three expect is left to spaCy; `shorter` tells for which there is a short way.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import accumulate
from typing import Any

import numpy as np
import numpy.typing as npt
from spacy.attrs import IS_SPACE, SENT_START
from spacy.language import Language
from spacy.tokens import Doc, Span

__all__ = ["Step", "shorter"]

Step = Callable[[list[Doc]], None]
"""What one part of the language model does: writes its reading into the documents, which are read together."""

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

Layer = Any
"""A layer of thinc's, or a component of spaCy's: their types do not tell what numpy's do."""

LEAST_VARIANCE = 1e-8
"""What thinc's layer normalization adds to the variance."""

ENCODERS = {"spacy.Tok2Vec.v2"}
EMBEDDINGS = {"spacy.MultiHashEmbed.v2"}
CONVOLUTIONS = {"spacy.MaxoutWindowEncoder.v2"}
SEARCHES = {"spacy.TransitionBasedParser.v2"}
"""The architectures, by spaCy's names, that there is a short way for."""


def shorter(nlp: Language) -> dict[str, Step]:
    """The short way for each component of `nlp` that there is one for, by the component's name."""
    steps: dict[str, Step] = {}
    components = nlp.config["components"]
    component: Layer
    for name, component in nlp.pipeline:
        model = components[name].get("model") or {}
        if _is_encoder(model):
            steps[name] = _encode(Vectors(component.model))
        elif model.get("@architectures") in SEARCHES and _is_greedy(component):
            own = model["tok2vec"]
            if component.model.get_ref("lower").get_dim("nF") == Names.FEATURES and _is_encoder(own):
                steps[name] = Names(component)
            elif model["state_type"] == "parser":
                steps[name] = Arcs(component, nlp.make_doc("."))
    return steps


def _is_encoder(model: Any) -> bool:
    """Whether a model, as its configuration describes it, is a network that `Vectors` computes."""
    if model.get("@architectures") not in ENCODERS:
        return False
    embed, encode = model.get("embed", {}), model.get("encode", {})
    return (
        embed.get("@architectures") in EMBEDDINGS
        and not embed["include_static_vectors"]
        and encode.get("@architectures") in CONVOLUTIONS
        and encode["window_size"] == 1
    )


def _is_greedy(component: Layer) -> bool:
    """Whether a component takes the best step each time, and scores it by the layers that `_Scores` computes."""
    attrs, lower = component.model.attrs, component.model.get_ref("lower")
    return bool(
        attrs["has_upper"] and not attrs["unseen_classes"] and lower.get_dim("nP") == 2
        and component.cfg["beam_width"] == 1
    )  # fmt: skip


class _Maxout:
    """A layer that takes the largest of several sums and then normalizes (thinc's `Maxout` and `LayerNorm`)."""

    def __init__(self, maxout: Layer, norm: Layer) -> None:
        weights = maxout.get_param("W")
        self.width, self.pieces, inputs = weights.shape
        # Piece by piece, not number by number: so the largest is taken of whole rows.
        self.weights = np.ascontiguousarray(weights.transpose(2, 1, 0).reshape(inputs, -1))
        self.bias = np.ascontiguousarray(maxout.get_param("b").T).ravel()
        self.scale, self.shift = norm.get_param("G"), norm.get_param("b")
        self.mean = np.full(self.width, 1 / self.width, np.float32)

    def __call__(self, inputs: Floats, sums: Floats | None = None) -> Floats:
        """The layer's output for each row; `sums` is memory to work in."""
        sums = np.matmul(inputs, self.weights, out=sums)
        sums += self.bias
        best: Floats = sums[:, : self.width].copy()
        for piece in range(1, self.pieces):
            np.maximum(best, sums[:, piece * self.width : (piece + 1) * self.width], out=best)
        best -= (best @ self.mean)[:, None]
        spread = np.einsum("ij,ij->i", best, best)
        spread /= self.width
        spread += LEAST_VARIANCE
        np.sqrt(spread, out=spread)
        best /= spread[:, None]
        best *= self.scale
        best += self.shift
        return best


class Vectors:
    """Each token's vector in context: what its attributes hash to, mixed, then four times with its neighbours."""

    def __init__(self, model: Layer) -> None:
        parts: dict[str, list[Layer]] = {}
        for part in model.walk():
            parts.setdefault(part.name, []).append(part)
        self._ops = model.ops
        self._attributes = parts["extract_features"][0].attrs["columns"]
        self._tables = parts["hashembed"]
        self._mix, *self._layers = map(_Maxout, parts["maxout"], parts["layernorm"])

    def __call__(self, docs: Sequence[Doc]) -> list[Floats]:
        """A row for each token, by document.

        Between documents there are as many empty rows as there are layers, so that none reads its neighbour.
        """
        words, which = self._embedded(docs)
        pad, width = len(self._layers), words.shape[1]
        ends = [pad + end for end in accumulate(len(doc) + pad for doc in docs)]
        starts = [end - pad - len(doc) for end, doc in zip(ends, docs, strict=True)]
        rows: Floats = np.zeros((ends[-1], width), np.float32)
        at = np.concatenate([np.arange(start, start + len(doc)) for start, doc in zip(starts, docs, strict=True)])
        rows[at] = words[which]
        beside = np.zeros((len(rows), 3 * width), np.float32)
        sums = np.empty((len(rows), self._layers[0].weights.shape[1]), np.float32)
        for layer in self._layers:
            beside[1:, :width] = rows[:-1]
            beside[:, width : 2 * width] = rows
            beside[:-1, 2 * width :] = rows[1:]
            rows += layer(beside, sums)
        return [rows[start : start + len(doc)] for start, doc in zip(starts, docs, strict=True)]

    def _embedded(self, docs: Sequence[Doc]) -> tuple[Floats, Ints]:
        """A row for each combination of attributes that there is, and which one is each token's."""
        attributes = np.concatenate([doc.to_array(self._attributes) for doc in docs])
        count = attributes.shape[1]
        known: dict[bytes, int] = {}
        which = [known.setdefault(row, len(known)) for row in attributes.view(f"V{8 * count}").ravel().tolist()]
        distinct = np.frombuffer(b"".join(known), np.uint64).reshape(-1, count)
        parts: list[Floats] = []
        for table in self._tables:
            vectors = table.get_param("E")
            keys = self._ops.hash(np.ascontiguousarray(distinct[:, table.attrs["column"]]), table.attrs["seed"])
            parts.append(self._ops.gather_add(vectors, keys % len(vectors)))
        return self._mix(np.concatenate(parts, axis=1)), np.array(which, np.int64)


def _encode(vectors: Vectors) -> Step:
    def step(docs: list[Doc]) -> None:
        for doc, rows in zip(docs, vectors(docs), strict=True):
            doc.tensor = rows  # type: ignore[assignment]

    return step


class _Scores:
    """What each move of a search is worth (thinc's `PrecomputableAffine` and `Linear`).

    A state of the search is a few tokens, each in a role of its own; what a token adds in a role is computed before.
    """

    def __init__(self, model: Layer) -> None:
        lower, upper = model.get_ref("lower"), model.get_ref("upper")
        self._lower, self.roles = lower, lower.get_dim("nF")
        self._bias = lower.get_param("b").ravel()
        self._weights = np.ascontiguousarray(upper.get_param("W").T)
        self._shift = upper.get_param("b")

    def parts(self, vectors: Floats) -> Floats:
        """What each token adds in each role, `parts[token + 1, role]`; no token is `parts[0, role]`."""
        parts: Floats = self._lower.predict(vectors)
        return parts.reshape(len(parts), self.roles, -1)

    def __call__(self, state: Floats) -> Floats:
        """The worth of each move in each state, given the sum of what its tokens add."""
        state += self._bias
        worth: Floats = np.maximum(state[:, ::2], state[:, 1::2]) @ self._weights
        worth += self._shift
        return worth


class Arcs:
    """The parser's search, with the interpreter's lock held throughout: all paragraphs take each step together."""

    def __init__(self, component: Layer, some: Doc) -> None:
        self._component = component
        self._scores = _Scores(component.model)
        # Which tokens a state is made of is told by an object that spaCy makes for each text; any text's will do.
        self._tokens = component.model.predict([some]).get_token_ids

    def __call__(self, docs: list[Doc]) -> None:
        """Writes heads, labels and sentences."""
        parts = self._scores.parts(self._component.model.get_ref("tok2vec").predict(docs))
        roles = np.arange(self._scores.roles)
        states = self._component.moves.init_batch(docs)
        going = [state for state in states if not state.is_final()]
        while going:
            tokens = self._tokens(going) + 1
            worth = self._scores(np.add.reduce(parts[tokens, roles], axis=1))
            going = self._component.transition_states(going, worth)
        self._component.set_annotations(docs, states)


class Names:
    """The name finder's search, all tokens at once.

    What is best at a token outside a name depends on nothing before it. So that is settled for every token together,
    then every name that begins is followed to its end, one word further for all of them in each round, and last those
    are kept that do not begin within another.
    """

    FEATURES = 3
    """Tokens of a state: the one to be judged, and within a name its first and the one before."""

    def __init__(self, component: Layer) -> None:
        model = component.model
        self._vectors, self._scores = Vectors(model.get_ref("tok2vec")), _Scores(model)
        self._narrow = next(part for part in model.get_ref("tok2vec").walk() if part.name == "linear")
        moves = [component.moves.get_class_name(i) for i in range(component.moves.n_moves)]
        self._begins = np.array([move.startswith("B-") for move in moves])
        self._alone = np.array([move.startswith("U-") and len(move) > 2 for move in moves])
        self._outside = np.array([move == "O" for move in moves])
        place = {move: i for i, move in enumerate(moves)}
        self._on = np.array([place.get("I" + move[1:], 0) for move in moves])
        self._last = np.array([place.get("L" + move[1:], 0) for move in moves])
        self._label = [component.vocab.strings[move[2:]] if move[2:] else 0 for move in moves]

    def __call__(self, docs: list[Doc]) -> None:
        """Writes the names."""
        vectors = self._narrow.predict(np.concatenate(self._vectors(docs)))
        none, parts = np.split(self._scores.parts(vectors), [1])
        ends = list(accumulate(map(len, docs)))
        attributes = np.concatenate([doc.to_array([SENT_START, IS_SPACE]) for doc in docs])
        closes = np.append(attributes[1:, 0] == 1, True)  # a name ends with its sentence
        closes[[end - 1 for end in ends if end]] = True
        moves = self._first(parts[:, 0] + (none[:, 1] + none[:, 2]), closes, attributes[:, 1] == 1)
        reach = self._followed(parts, moves, closes)
        names: list[list[Span]] = [[] for _ in docs]
        number = free = 0
        for token in np.flatnonzero(~self._outside[moves]).tolist():
            if token < free:
                continue
            while token >= ends[number]:
                number += 1
            start = ends[number] - len(docs[number])
            free = reach[token]
            names[number].append(Span(docs[number], token - start, free - start, label=self._label[moves[token]]))
        for doc, found in zip(docs, names, strict=True):
            doc.set_ents(found, default="outside")

    def _first(self, states: Floats, closes: Flags, space: Flags) -> Ints:
        """The best move at each token outside a name: none begins at the last of a sentence, or at white space."""
        worth = self._scores(states)
        worth[:, ~(self._begins | self._alone | self._outside)] = -np.inf
        worth[np.ix_(closes, self._begins)] = -np.inf
        worth[np.ix_(space, self._begins | self._alone)] = -np.inf
        best: Ints = worth.argmax(axis=1)
        return best

    def _followed(self, parts: Floats, moves: Ints, closes: Flags) -> list[int]:
        """For each token the one after the name that begins there; the next one if none does."""
        reach = np.arange(1, len(moves) + 1)
        first = np.flatnonzero(self._begins[moves])
        at = first + 1
        while len(first):
            worth = self._scores(parts[at, 0] + parts[first, 1] + parts[at - 1, 2])
            each, move = np.arange(len(first)), moves[first]
            on, last = self._on[move], self._last[move]
            gain = worth[each, last] - worth[each, on]
            over = closes[at] | (gain > 0) | ((gain == 0) & (last < on))
            reach[first[over]] = at[over] + 1
            first, at = first[~over], at[~over] + 1
        return reach.tolist()
