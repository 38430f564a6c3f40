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
def test_each_notebook_runs(notebook, root, tmp_path, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(root))
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    content = nbformat.read(notebook, 4)
    client = NotebookClient(
        content, timeout=600, kernel_name="python3", resources={"metadata": {"path": str(notebook.parent)}}
    )
    client.execute()
    shown = [
        data
        for cell in content.cells
        for output in cell.get("outputs", [])
        for data in output.get("data", {})
    ]
    assert "text/html" in shown
    assert not [
        output
        for cell in content.cells
        for output in cell.get("outputs", [])
        if output.get("name") == "stderr"
    ]
