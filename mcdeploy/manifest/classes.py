"""The classes of the data sets that scikit-learn carries, known without importing it."""

CLASSES = {
    "digits": tuple("0123456789"),
    "wine": ("class_0", "class_1", "class_2"),
    "iris": ("setosa", "versicolor", "virginica"),
    "breast-cancer": ("malignant", "benign"),
}
