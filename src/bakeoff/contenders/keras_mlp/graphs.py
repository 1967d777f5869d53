"""Traced graphs, each traced once and then used by all fits that need the same.

To trace one takes Python longer than it takes TensorFlow to train a small network in it. What comes of it hangs on the
settings and on shapes alone, for its variables and its data are handed to it; so it is kept in this process, and where
there are others of the same engine, for them (`bakeoff.cache`). Taken from there, it is the same to the letter.

TensorFlow's public way to keep graphs, `tf.saved_model`, builds each anew in Python when it is loaded, which takes as
long as to trace it. So they are handed to its runtime as they are: `context.add_function_def` and `remove_function` are
its own, read from `READ_FROM`; `test_graphs.py` fails when they have changed.
"""

import functools
import hashlib
import itertools
import weakref
from collections.abc import Callable, Iterable, Sequence
from typing import Any

import tensorflow as tf
from tensorflow.python.eager import context

from bakeoff import cache

READ_FROM = "2.21.0"
"""The version of TensorFlow."""

_VARIABLES = "_variables"
"""Attribute of a stored graph: the places, among the variables that it is handed, of those that it uses."""

_MOST = 32
"""Graphs that stay in the runtime though nobody uses them: of folds, and of settings that are tried again."""

_AS_TRACED = tf.compat.v1.ConfigProto(
    graph_options={"rewrite_options": {"disable_meta_optimizer": True}}
).SerializeToString()

_Library = type(tf.compat.v1.GraphDef().library)


class Graph:
    """A traced graph of one output, with the variables that it reads and changes; traced here unless it was before.

    Parameters
    ----------
    function : callable
        Takes what `arguments` describe; what it does may hang on nothing but `depends_on` and the variables' shapes.
    arguments : sequence of tf.TensorSpec or of what is made of them
    variables : sequence of keras.Variable
        All that it may use.
    depends_on : object
        Its ``repr`` says all else that the graph hangs on.
    rewritten : bool
        Whether TensorFlow is to rewrite the graph before its first run, which for a large one takes as long as to train
        iris for 100 epochs, and makes no training loop faster.
    """

    def __init__(
        self,
        function: Callable[..., Any],
        arguments: Sequence[Any],
        variables: Sequence[Any],
        depends_on: object,
        *,
        rewritten: bool = True,
    ) -> None:
        values = [variable.value for variable in variables]
        name = _name(function, arguments, values, depends_on)
        self._functions = _loaded(name, functools.partial(_trace, function, arguments, values))
        self._handles = [values[place].handle for place in self._functions.variables]
        self._config = b"" if rewritten else _AS_TRACED

    def __call__(self, *arguments: Any) -> Any:
        """Return what the function that was traced returns."""
        functions = self._functions
        return tf.raw_ops.StatefulPartitionedCall(
            args=[*tf.nest.flatten(arguments, expand_composites=True), *self._handles],
            Tout=functions.outputs,
            f=functions.name,
            config_proto=self._config,
        )[0]


class _Functions:
    """A graph and those within it, in TensorFlow's runtime for as long as somebody has this.

    Parameters
    ----------
    library : FunctionDefLibrary
        The graph itself is the last.
    """

    def __init__(self, library: Any) -> None:
        for function in library.function:
            context.context().add_function_def(function)
        whole = library.function[-1]
        self.name: str = whole.signature.name
        self.outputs = [part.type for part in whole.signature.output_arg]
        self.variables = list(whole.attr[_VARIABLES].list.i)
        weakref.finalize(self, _take_out, [part.signature.name for part in library.function]).atexit = False


def _take_out(names: Iterable[str]) -> None:
    for name in names:
        context.context().remove_function(name)


_recent: dict[str, _Functions] = {}
_numbers = itertools.count()


def _name(function: Callable[..., Any], arguments: Sequence[Any], values: Sequence[Any], depends_on: object) -> str:
    """Return what no other graph is called."""
    parts = (*tf.nest.flatten(arguments, expand_composites=True), *values)
    told = repr((function.__qualname__, [(tuple(part.shape), part.dtype) for part in parts], depends_on))
    return f"graph_{hashlib.sha256(told.encode()).hexdigest()}"


def _loaded(name: str, trace: Callable[[], Any]) -> _Functions:
    functions = _recent.pop(name, None) or _Functions(_renamed(_library(name, trace)))
    _recent[name] = functions
    for old in list(_recent)[:-_MOST]:
        _recent.pop(old, None)
    return functions


def _library(name: str, trace: Callable[[], Any]) -> Any:
    """Return the functions that make the graph, from whoever has traced it already."""
    stored = cache.read(name)
    if stored is not None:
        return _Library.FromString(stored)
    library = trace()
    cache.keep(name, library.SerializeToString())
    return library


def _trace(function: Callable[..., Any], arguments: Sequence[Any], values: Sequence[Any]) -> Any:
    concrete = tf.function(function, autograph=False).get_concrete_function(*arguments)
    library = concrete.graph.as_graph_def().library
    library.function.append(concrete.function_def)
    places = {id(value.handle): place for place, value in enumerate(values)}
    used = [places[id(handle)] for handle in concrete.captured_inputs]
    library.function[-1].attr[_VARIABLES].list.i.extend(used)
    return library


def _renamed(library: Any) -> Any:
    """Give the functions names that no others have here: those that TensorFlow gives are unique where it traces."""
    number = next(_numbers)
    names = {part.signature.name: f"graph_{number}_{place}" for place, part in enumerate(library.function)}
    for function in library.function:
        function.signature.name = names[function.signature.name]
        for node in function.node_def:
            node.op = names.get(node.op, node.op)
            for value in node.attr.values():
                for called in [value.func] if value.HasField("func") else value.list.func:
                    called.name = names.get(called.name, called.name)
    return library
