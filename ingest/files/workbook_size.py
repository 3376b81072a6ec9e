"""How much of a file is read, and whether a workbook is within that: `python -m ingest.files.workbook_size FILE`.

It opens the workbook in a process that may use little memory: a file that swells when it is opened ends that process only.
"""

import resource
import sys
from collections.abc import Sequence

MAX_CELLS = 3_000_000  # 35 regions x 93 occupations x 15 years of months is 0.6 million rows
MAX_COLUMNS = 1_000  # 15 years of months for five sectors, side by side
MAX_MERGED = 10_000  # the years above the months of so many columns, on each of some sheets
ONLY_THE_TABLE = "Kopieer alleen de tabel naar een nieuw bestand."
NOT_A_BOOK = 3  # the exit status for a file that cannot be opened at all
_MEMORY = 640 * 2**20

Range = tuple[tuple[int, int], tuple[int, int]]  # first and last cell, each as row and column counted from 0


def too_large(path: str) -> str:
    """What is wrong with the size of a workbook, in words; empty when nothing is. Raises what calamine raises."""
    import python_calamine

    cells = ranges = 0
    with python_calamine.CalamineWorkbook.from_path(path) as workbook:
        for number, name in enumerate(workbook.sheet_names):
            sheet = workbook.get_sheet_by_index(number)
            height, width = (last + 1 for last in sheet.end or (-1, -1))
            merged = sheet.merged_cell_ranges or ()
            cells += height * width
            ranges += len(merged)
            if cells > MAX_CELLS:
                return (
                    f"blad {name} beslaat {height} rijen bij {width} kolommen; meer dan {MAX_CELLS} cellen worden niet gelezen. "
                    f"{ONLY_THE_TABLE}"
                )
            if width > MAX_COLUMNS:
                return f"blad {name} {too_wide(width)}"
            if ranges > MAX_MERGED:
                return (
                    f"tot en met blad {name} zijn er {ranges} samengevoegde cellen; meer dan {MAX_MERGED} worden niet gelezen. "
                    "Hef het samenvoegen op, of kopieer alleen de waarden naar een nieuw bestand."
                )
            if _overlap(merged, height, width):
                return f"op blad {name} liggen samengevoegde cellen over elkaar; zo'n bestand is beschadigd. {ONLY_THE_TABLE}"
    return ""


def too_wide(width: int) -> str:
    """What is wrong with so many columns, to stand behind the name of what has them."""
    return f"heeft {width} kolommen; meer dan {MAX_COLUMNS} worden niet gelezen. {ONLY_THE_TABLE}"


def _overlap(merged: Sequence[Range], height: int, width: int) -> bool:
    """Whether merged ranges cover more cells of a sheet than it has, which they can do only on top of each other."""
    rows = [max(0, min(last, height - 1) - first + 1) for (first, _), (last, _) in merged]
    columns = [max(0, min(last, width - 1) - first + 1) for (_, first), (_, last) in merged]
    return sum(high * wide for high, wide in zip(rows, columns, strict=True)) > height * width


def _main() -> int:
    """Open the workbook that the command line names with little memory; 0 when that went well, else what is wrong is printed."""
    import python_calamine

    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        said = too_large(sys.argv[1])
    except (python_calamine.CalamineError, OSError, ValueError) as error:
        print(str(error) or type(error).__name__)
        return NOT_A_BOOK
    print(said)
    return 1 if said else 0


if __name__ == "__main__":
    sys.exit(_main())
