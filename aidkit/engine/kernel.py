"""From a plan to one compiled pass over families.

The source of the pass is written from the rules' argument names and saved as a real file, named by a hash of itself
and of all its rules mean, so that a second start compiles nothing and a changed rule is never served stale
machine code. Parameters are an argument of the pass: no threshold change compiles anything.
"""

from __future__ import annotations

import importlib.util
import os
import sys
from collections.abc import Callable
from functools import cache
from pathlib import Path
from types import ModuleType
from typing import Any

from aidkit.engine.cache import cache_folder, write_once
from aidkit.engine.compilable import compilable, fingerprint, makes_arrays, own_meaning
from aidkit.engine.graph import Plan
from aidkit.engine.pass_source import PassSource, pass_source
from aidkit.rules.definition import Rule

Block = Callable[..., bool]


def without_compiler() -> bool:
    """Whether the generated pass is to run as plain Python (``AIDKIT_NOJIT=1``), for debuggers."""
    return os.environ.get("AIDKIT_NOJIT", "") not in ("", "0")


def compile_plan(plan: Plan) -> Block:
    """Return the pass for a plan, compiled or taken from the cache; plain Python under ``AIDKIT_NOJIT=1``."""
    return compile_source(pass_source(plan))


def compile_source(source: PassSource) -> Block:
    """Return the pass a source writes, as ``compile_plan`` does."""
    return _compiled(source, without_compiler(), own_meaning(source.plan.nodes))


@cache
def _compiled(source: PassSource, _plain: bool, _meaning: str) -> Block:
    text = source.text()
    rules = {f"r_{name}": node.function for name, node in source.plan.nodes.items() if isinstance(node, Rule)}
    functions = {**rules, **source.arithmetic}
    name = f"aidkit_pass_{fingerprint(text, functions)}"
    key = (name, without_compiler())
    if key not in _PASSES:
        _PASSES[key] = _build(name, text, functions, arrays=any(map(makes_arrays, rules.values())))
    return _PASSES[key]


_PASSES: dict[tuple[str, bool], Block] = {}


def _build(name: str, text: str, functions: dict[str, Callable[..., Any]], *, arrays: bool) -> Block:
    path = write_once(cache_folder() / f"{name}.py", text)
    module = import_source(name, path)
    if without_compiler():
        vars(module).update(functions)
        return module.block  # type: ignore[no-any-return]
    import numba

    compiler = numba.njit(error_model="numpy")
    vars(module).update({called: compiler(compilable(function)) for called, function in functions.items()})
    return compiled_pass(module.block, arrays=arrays)  # type: ignore[no-any-return]


def compiled_pass(block: Callable[..., Any], *, arrays: bool) -> Any:
    """Return a pass as machine code, kept on disk.

    Args:
        block: The pass.
        arrays: Whether a rule makes a list or an array; the rules of this package and the pass itself do not. Without,
            nobody need count, atomically and for each family, how many hold a table of parameters (``_nrt``): that was
            a third of all the time.
    """
    import numba

    options: dict[str, Any] = {"_nrt": arrays, "pipeline_class": _arrays_apart()}
    return numba.njit(nogil=True, cache=True, error_model="numpy", **options)(block)


@cache
def _arrays_apart() -> Any:
    """Tell the compiler that no two arrays of a pass overlap, so that it may work on several families at once."""
    from numba.core.compiler import CompilerBase, DefaultPassBuilder

    class ArraysApart(CompilerBase):
        def define_pipelines(self) -> list[Any]:
            self.state.flags.noalias = True
            return [DefaultPassBuilder.define_nopython_pipeline(self.state)]  # type: ignore[no-untyped-call]

    return ArraysApart


def import_source(name: str, path: Path) -> ModuleType:
    """Import a generated file as a module of its own, as the compiler's cache needs it."""
    spec = importlib.util.spec_from_file_location(name, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module
