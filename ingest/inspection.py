"""Records against indexes: what differs. Reads only."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import filelock

from ingest.errors import LibraryDamaged
from ingest.index.indexes import Indexes, StaleIndexes
from ingest.store import Store


def inspect(folder: Path) -> list[str]:
    """Return what differs in the data folder, in Chinese; empty when all is well. Also beside a running server.

    While a server holds the folder its indexes are in its memory, and the records alone are checked.

    Raises:
        LibraryDamaged: there is no library in the folder, or its records are damaged.
    """
    if not (folder / "records.sqlite").exists():
        raise LibraryDamaged(f"目录 {folder.name} 里没有资料库；请核对 --data-dir。")
    store = Store.read_only(folder / "records.sqlite")
    try:
        state = store.state()
        problems = list(_records(store))
        try:
            indexes = Indexes.load(index_folder(folder, state.generation), state.version)
        except StaleIndexes:
            if not _held(folder):
                problems.append("索引与记录不是同一版本；下次启动时会自动重建，也可运行 qicao rebuild。")
            return problems
        return problems + list(differences(store, indexes))
    finally:
        store.close()


def index_folder(folder: Path, generation: int) -> Path:
    """Return where the indexes of a generation lie."""
    return folder / "index" / f"{generation:06d}"


def differences(store: Store, indexes: Indexes) -> Iterator[str]:
    """Yield what differs between the records and the indexes."""
    passages = {key for key, _, _ in store.every_passage()}
    sentences = {key for key, _, _ in store.every_sentence()}
    for name, recorded, index in (("段落", passages, indexes.passages), ("句子", sentences, indexes.sentences)):
        indexed = set(index.keys.tolist())
        if indexed != recorded:
            missing, extra = len(recorded - indexed), len(indexed - recorded)
            yield f"{name}向量索引与记录不一致：缺 {missing} 条，多 {extra} 条；请运行 qicao rebuild。"
    if len(indexes.lexical) != len(passages):
        yield f"词语索引有 {len(indexes.lexical)} 段，记录有 {len(passages)} 段；请运行 qicao rebuild。"


def _records(store: Store) -> Iterator[str]:
    for _, passage, _ in store.every_passage():
        if len(passage.text) != passage.end - passage.start or passage.text != passage.text.strip():
            yield f"段落 {passage.id} 的起止位置与来源文本不符；请删除这份来源后重新上传。"


def _held(folder: Path) -> bool:
    """Tell whether a process holds the folder.

    A ``flock``, which filelock takes, cannot be asked about (``F_GETLK`` sees locks of another kind), only tried. So a
    free lock is held here for an instant, and only where the indexes look stale; who opens a library then tries again
    (``assistant.commands``). A lock file that is not there is not made.
    """
    if not (folder / "lock").exists():
        return False
    lock = filelock.FileLock(folder / "lock")
    try:
        lock.acquire(timeout=0)
    except filelock.Timeout:
        return True
    lock.release()
    return False
