"""``spacy pretrain`` with numpy's BLAS, for a number of minutes; writes OUT/model-last.bin.

python scripts/pretrain.py CONFIG OUT --minutes N [--section.key value …]
"""

from __future__ import annotations

import signal
import sys
from pathlib import Path

from spacy import util
from spacy.cli._util import parse_config_overrides
from spacy.training.pretrain import pretrain

sys.path.insert(0, str(Path(__file__).parent))
import extras  # noqa: F401 - registers what the configuration names
from ops import use_fast_ops
from train import take


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def main() -> None:
    """Pretrain the token vectors of a configuration."""
    config_path, output, *rest = sys.argv[1:]
    minutes = take(rest, "--minutes") or 30
    use_fast_ops()
    config = util.load_config(config_path, overrides=parse_config_overrides(rest), interpolate=False)
    Path(output).mkdir(parents=True, exist_ok=True)
    signal.signal(signal.SIGALRM, _stop)
    signal.alarm(int(60 * minutes))
    try:
        pretrain(util.load_model_from_config(config, auto_fill=True).config.interpolate(), Path(output), silent=False)
    except KeyboardInterrupt:
        print("time is up; kept model-last.bin")


if __name__ == "__main__":
    main()
