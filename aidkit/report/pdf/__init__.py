"""report.pdf: the document set by typst; ``contents`` puts it into plain values, ``report.typ`` lays them out."""
