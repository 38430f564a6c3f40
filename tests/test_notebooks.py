"""The notebooks run from top to bottom, and are kept without what they print."""

import nbformat
import pytest
from nbclient import NotebookClient

NAMES = ["a_thousand_shipments", "a_whole_case", "names_to_map"]


@pytest.fixture(params=NAMES)
def notebook(request, examples):
    return examples / "notebooks" / f"{request.param}.ipynb"


def test_no_notebook_is_forgotten(examples):
    assert sorted(path.stem for path in (examples / "notebooks").glob("*.ipynb")) == NAMES


def test_the_outputs_are_stripped(notebook):
    for cell in nbformat.read(notebook, 4).cells:
        assert not cell.get("outputs")
        assert cell.get("execution_count") is None


@pytest.mark.filterwarnings(
    "ignore"
)  # of the libraries that run notebooks; what a cell warns of is shown in it
def test_each_notebook_runs(examples, root, tmp_path, monkeypatch):
    """Run them one after the other in one kernel, which loads the libraries once; each begins with no names."""
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    folder = examples / "notebooks"
    each = [nbformat.read(folder / f"{name}.ipynb", 4).cells for name in NAMES]
    joined = nbformat.v4.new_notebook()
    joined.cells = [cell for cells in each for cell in (nbformat.v4.new_code_cell("%reset -f"), *cells)]
    NotebookClient(
        joined, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(folder)}}
    ).execute()
    for name, cells in zip(NAMES, each, strict=True):
        outputs = [output for cell in cells for output in cell.get("outputs", [])]
        assert "text/html" in {kind for output in outputs for kind in output.get("data", {})}, name
        assert [output for output in outputs if output.get("name") == "stderr"] == [], name
