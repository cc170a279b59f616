"""The document between a notebook and its printed forms: headings, sentences, tables and figures, in order.

``reading`` takes it from an executed notebook; the folders ``pdf`` and ``word`` write it.
"""
