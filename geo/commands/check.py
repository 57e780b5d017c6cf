"""``cdv check``: a territory against its manifest."""

from geo.commands.answers import DataOption, JsonOption, folder, say


def check(data: DataOption = None, *, as_json: JsonOption = False) -> None:
    """Check a territory against its manifest: every file, every fault with its place."""
    from geo.contracts.check import check_territory  # noqa: PLC0415 -- half a second, for this command only

    manifest = check_territory(folder(data))
    answer = {
        "territory": manifest.title,
        "version": manifest.version,
        "files_count": len(manifest.resources),
        "faults_count": 0,
    }
    say(answer, as_json=as_json)
