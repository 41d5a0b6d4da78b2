"""What the numbers mean, in plain words."""

from mcdeploy.evaluation.report.origin import terms
from mcdeploy.evaluation.report.section import Section
from mcdeploy.evaluation.result import Evaluation

LEAD = (
    "The terms of this page in plain words. The formulas are those of scikit-learn and fairlearn, "
    "except that what has no answer is not counted as 0."
)
WORDS = {
    "Precision": "Of the rows said to be of a class, the share that is.",
    "Recall": "Of the rows of a class, the share that was found.",
    "F1": "The harmonic mean of precision and recall: high only when both are.",
    "Accuracy, balanced accuracy": "The share of rows that were named rightly; balanced, the mean "
    "of the recalls, so that a rare class counts as much as a frequent one.",
    "Matthews correlation": "The correlation of what was said with what is: 1 is perfect, 0 is "
    "no better than chance, whatever the balance of the classes.",
    "ROC AUC": "How often a row of the class scores above a row of another class. A coin gives "
    "0.5, a perfect order 1. OvO: one class against one other at a time, then the mean.",
    "Average precision": "The mean precision over all thresholds, each weighted by the recall it "
    "adds. A coin gives the share of the class.",
    "Log loss": "What it costs to have been sure and wrong; 0 is perfect, and a guess among k "
    "classes costs ln k.",
    "Brier score": "The mean squared distance of the probabilities from what was so; 0 is perfect.",
    "Calibration error": "How far, on average, the probability of the most probable class is from "
    "how often that class was right, over 15 bins of equal width (ECE).",
    "Micro, macro, weighted": "Counting every row once, every class once, or every class by the "
    "number of its rows.",
    "Interval": "Other rows of the same kind would have given other values. Drawing the test rows "
    "anew again and again, within each class, shows how far off the value may be; where no row was "
    "wrong that shows nothing, and the interval reaches as far as mistakes may stay unseen among "
    "so many rows. It is meant to hold the true value as often as its per cent say; on few rows "
    "it may do so less often.",
    "Undefined": "The question has no answer on these rows, and the reason stands beside it.",
}
FAIR = {
    "Demographic parity": "Is a class named equally often in every group?",
    "Equal opportunity, equalized odds": "Is a row of the class found equally often in every "
    "group; and, for odds, are the others mistaken for it equally often?",
}
COST = {"Expected cost": "The mean over the rows of what each decision costs."}


def section(evaluation: Evaluation) -> Section:
    words = WORDS | (FAIR if evaluation.fairness else {}) | (COST if evaluation.decision else {})
    return Section("glossary", "How to read the numbers", LEAD, terms.definitions(words))
