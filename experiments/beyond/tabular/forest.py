"""scikit-learn's random forest on raw numbers, fold by fold: JSON in, JSON out.

In: {"rows": [[number]], "labels": [index], "folds": [{"training": [row], "test": [row]}]}
Out: {"accuracies": [share], "library": name and version}
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.ensemble import RandomForestClassifier

TREES = 100


def main():
    task = json.load(sys.stdin)
    rows, labels = np.array(task["rows"]), np.array(task["labels"])
    accuracies = []
    for index, fold in enumerate(task["folds"]):
        forest = RandomForestClassifier(n_estimators=TREES, random_state=index)
        forest.fit(rows[fold["training"]], labels[fold["training"]])
        accuracies.append(forest.score(rows[fold["test"]], labels[fold["test"]]))
    json.dump({"accuracies": accuracies, "library": f"scikit-learn {sklearn.__version__}"}, sys.stdout)


main()
