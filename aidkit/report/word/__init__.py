"""report.docx: the document in the style of Chinese official papers, for offices that go on working in Word."""
