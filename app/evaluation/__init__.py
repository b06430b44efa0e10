"""Measuring how well rankings and category suggestions agree with people's judgements.

A directory of judgements holds three files in UTF-8. The two ``.jsonl`` files have one JSON object
a line; fields that are not named here are not read.

``suppliers.jsonl``
    ``id``, ``name``, ``text`` (what the supplier says about itself); optional: ``certifications``
    (a list of texts), ``province`` (a text; several are separated by semicolons).

``demands.jsonl``
    ``id``, ``text`` (the item as the buyer writes it); optional: ``lang`` and ``extract`` (any
    words; figures are given for each), ``certifications_required``, ``province`` (where the goods
    go), and the label ``category_codes``: the taxonomy codes that are right for the demand. A
    demand without these does not count for the category figures.

``qrels.tsv``
    Demand id, supplier id and grade, separated by tabs, without a header. A grade is a whole
    number: 0 not at all, 1 in part, 2 plainly, and higher where finer steps are wanted. A demand
    with a row is judged, and the suppliers that its rows do not name have grade 0. A demand
    without a row is left out of the ranking figures. The grades say whether the supplier makes the
    item, not where it is or what it is certified for.

The texts go into a temporary database through the services that imports use. Every demand is
ranked and classified before a label is read.
"""
