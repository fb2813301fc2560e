"""What Rote is compared with, by the reference implementations: scikit-learn and PyTorch.

    baselines.py METHOD FOLDER [--seed N]   trains METHOD on the rows in FOLDER and prints one line
                                            of JSON: train, test, seconds, library, settings;
                                            of scikit-learn also fitSeconds, rowsPerSecond, bytes
    baselines.py --versions                 prints which of the libraries are installed, as JSON

FOLDER holds task.json {"rows", "testRows", "height", "width", "channels"} and, packed with the first
feature in the least significant bit, train.bits and test.bits; train.labels and test.labels have a
byte for each row, its class from 0. The paper names the methods and no settings: these are the libraries' own
defaults, unless a line below says otherwise.
"""

import argparse
import json
import os
import pathlib
import pickle
import time

# Threads that wait in a loop are slow where others want the cores, too.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

import numpy as np  # noqa: E402


def load(folder):
    """The task: shape of an image, training rows and labels, test rows and labels."""
    task = json.loads((folder / "task.json").read_text())
    features = task["height"] * task["width"] * task["channels"]

    def rows(name, count):
        packed = np.fromfile(folder / f"{name}.bits", np.uint8).reshape(count, -1)
        bits = np.unpackbits(packed, axis=1, count=features, bitorder="little")
        return bits, np.fromfile(folder / f"{name}.labels", np.uint8).astype(np.int64)

    shape = (task["channels"], task["height"], task["width"])
    return shape, *rows("train", task["rows"]), *rows("test", task["testRows"])


def scikit_learn(method, seed):
    """An estimator of scikit-learn, and in words how it is set up."""
    if method.startswith("knn_"):
        from sklearn.neighbors import KNeighborsClassifier

        k = int(method.removeprefix("knn_"))
        # On bits the square of the Euclidean distance is the Hamming distance; brute force is exact.
        return KNeighborsClassifier(k, algorithm="brute", n_jobs=-1), "brute force"
    if method.startswith("random_forest_"):
        from sklearn.ensemble import RandomForestClassifier

        trees = int(method.removeprefix("random_forest_"))
        return RandomForestClassifier(trees, random_state=seed, n_jobs=-1), "defaults"
    if method == "gradient_boosting":
        from sklearn.ensemble import HistGradientBoostingClassifier

        return HistGradientBoostingClassifier(random_state=seed), "defaults (100 iterations)"
    if method == "logistic_regression":
        from sklearn.linear_model import LogisticRegression

        return LogisticRegression(max_iter=1000), "defaults (L2, C = 1, L-BFGS) to convergence"
    if method == "naive_bayes":
        from sklearn.naive_bayes import BernoulliNB

        return BernoulliNB(), "Bernoulli"
    raise SystemExit(f"unknown method {method}")


def run_scikit_learn(method, seed, task):
    import sklearn

    _, x, y, x_test, y_test = task
    estimator, settings = scikit_learn(method, seed)
    x, x_test = x.astype(np.float32), x_test.astype(np.float32)
    start = time.perf_counter()
    estimator.fit(x, y)
    fitted = time.perf_counter()
    test = estimator.score(x_test, y_test)
    tested = time.perf_counter()
    return {
        "train": estimator.score(x, y),
        "test": test,
        "fitSeconds": fitted - start,
        "rowsPerSecond": len(x_test) / (tested - fitted),
        "bytes": len(pickle.dumps(estimator)),
        "library": f"scikit-learn {sklearn.__version__}",
        "settings": settings,
    }


EPOCHS = 20
BATCH = 128


def run_pytorch(seed, task):
    """LeNet-5's layers with ReLU and maximum pooling, trained with Adam on the cross-entropy."""
    import torch
    from torch import nn

    shape, x, y, x_test, y_test = task
    torch.manual_seed(seed)
    torch.set_num_threads(os.cpu_count())
    channels, height, width = shape
    # LeNet-5 reads 32 x 32 pixels: smaller images get a border of zeros.
    padding = (32 - height) // 2
    net = nn.Sequential(
        nn.ZeroPad2d(padding),
        nn.Conv2d(channels, 6, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Conv2d(6, 16, 5), nn.ReLU(), nn.MaxPool2d(2),
        nn.Flatten(),
        nn.Linear(16 * 5 * 5, 120), nn.ReLU(),
        nn.Linear(120, 84), nn.ReLU(),
        nn.Linear(84, int(y.max()) + 1),
    )

    def tensor(bits):
        return torch.from_numpy(bits).float().reshape(-1, *shape)

    x, y, x_test, y_test = tensor(x), torch.from_numpy(y), tensor(x_test), torch.from_numpy(y_test)
    optimizer = torch.optim.Adam(net.parameters())
    loss = nn.CrossEntropyLoss()
    for _ in range(EPOCHS):
        for batch in torch.randperm(len(x)).split(BATCH):
            optimizer.zero_grad()
            loss(net(x[batch]), y[batch]).backward()
            optimizer.step()

    def accuracy(x, y):
        with torch.no_grad():
            right = sum(
                (net(rows).argmax(1) == labels).sum().item()
                for rows, labels in zip(x.split(1000), y.split(1000))
            )
        return right / len(y)

    return {
        "train": accuracy(x, y),
        "test": accuracy(x_test, y_test),
        "library": f"PyTorch {torch.__version__}",
        "settings": f"LeNet-5, ReLU, max pooling; Adam, {EPOCHS} epochs of batches of {BATCH}",
    }


def versions():
    found = {}
    for name in ("sklearn", "torch"):
        try:
            found[name] = __import__(name).__version__
        except ImportError:
            pass
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("method", nargs="?")
    parser.add_argument("folder", nargs="?", type=pathlib.Path)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--versions", action="store_true")
    args = parser.parse_args()
    if args.versions:
        print(json.dumps(versions()))
        return
    if args.method is None or args.folder is None:
        parser.error("METHOD and FOLDER are needed")
    task = load(args.folder)
    start = time.perf_counter()
    if args.method == "convnet":
        result = run_pytorch(args.seed, task)
    else:
        result = run_scikit_learn(args.method, args.seed, task)
    print(json.dumps({**result, "seconds": time.perf_counter() - start}))


if __name__ == "__main__":
    main()
