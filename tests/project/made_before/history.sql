BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('003');
CREATE TABLE races (
	id VARCHAR(64) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	started DATETIME NOT NULL, 
	ended DATETIME, 
	deleted DATETIME, 
	dataset VARCHAR(100) NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	verdict TEXT NOT NULL, 
	note TEXT NOT NULL, 
	spec TEXT NOT NULL, 
	report TEXT NOT NULL, 
	PRIMARY KEY (id)
);
INSERT INTO "races" VALUES('race-iris','somebody','2026-03-01 13:00:00.000000','2026-03-01 13:01:00.000000',NULL,'iris','finished','Decision tree, SVM and Random forest are too close to call; each beats Keras MLP by 60.5 points or more. Keras MLP is not significantly better than the baseline.','A *note*.','{
  "version": 1,
  "dataset": {
    "name": "iris",
    "options": {}
  },
  "contenders": {
    "keras_mlp": {
      "hidden": [
        {
          "units": 8,
          "activation": "relu"
        }
      ],
      "learning_rate": 0.003,
      "epochs": 4,
      "batch_size": 32,
      "optimizer": "adam",
      "momentum": 0.9,
      "weight_decay": 0.004,
      "schedule": "constant",
      "final_share": 0.01,
      "loss": "cross_entropy",
      "loss_regression": "mse",
      "l1": 0.0,
      "l2": 0.0,
      "dropout": 0.0,
      "batch_norm": false,
      "early_stopping": false,
      "patience": 10
    },
    "decision_tree": {
      "max_depth": null,
      "min_samples_leaf": 1,
      "criterion": "gini",
      "criterion_regression": "squared_error",
      "splitter": "best",
      "min_samples_split": 2,
      "max_features": "all",
      "max_features_share": 0.5,
      "max_leaf_nodes": null,
      "min_impurity_decrease": 0.0,
      "ccp_alpha": 0.0,
      "class_weight": "none"
    },
    "svm": {
      "C": 1.0,
      "kernel": "rbf",
      "gamma": "scale",
      "gamma_value": 0.1,
      "degree": 3,
      "coef0": 0.0,
      "epsilon": 0.1,
      "class_weight": "none",
      "tol": 0.001,
      "shrinking": true,
      "max_iter": null
    },
    "random_forest": {
      "n_estimators": 12,
      "max_depth": null,
      "max_features": "auto",
      "max_features_share": 0.5,
      "criterion": "gini",
      "criterion_regression": "squared_error",
      "min_samples_leaf": 1,
      "min_samples_split": 2,
      "max_leaf_nodes": null,
      "bootstrap": true,
      "max_samples": null,
      "min_impurity_decrease": 0.0,
      "ccp_alpha": 0.0,
      "class_weight": "none"
    },
    "dummy": {}
  },
  "rules": {
    "test_share": 0.25,
    "validation_share": 0.2,
    "seed": 0,
    "split_seed": null,
    "seeds": 1,
    "split": "random",
    "split_by": "",
    "stratify": true,
    "metric": "auto",
    "rows": null,
    "leave_out": [],
    "unique": false,
    "scale": "standard",
    "calibration": "own",
    "time_limit": 600
  },
  "transform": {
    "components": null,
    "degree": 1,
    "copies": 0,
    "shift": 0.05,
    "rotate": 10.0,
    "zoom": 0.1,
    "flip": false,
    "noise": 0.1,
    "smote": false
  }
}','{"version": 1, "spec": {"version": 1, "dataset": {"name": "iris", "options": {}}, "contenders": {"keras_mlp": {"hidden": [{"units": 8, "activation": "relu"}], "learning_rate": 0.003, "epochs": 4, "batch_size": 32, "optimizer": "adam", "momentum": 0.9, "weight_decay": 0.004, "schedule": "constant", "final_share": 0.01, "loss": "cross_entropy", "loss_regression": "mse", "l1": 0.0, "l2": 0.0, "dropout": 0.0, "batch_norm": false, "early_stopping": false, "patience": 10}, "decision_tree": {"max_depth": null, "min_samples_leaf": 1, "criterion": "gini", "criterion_regression": "squared_error", "splitter": "best", "min_samples_split": 2, "max_features": "all", "max_features_share": 0.5, "max_leaf_nodes": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "svm": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "random_forest": {"n_estimators": 12, "max_depth": null, "max_features": "auto", "max_features_share": 0.5, "criterion": "gini", "criterion_regression": "squared_error", "min_samples_leaf": 1, "min_samples_split": 2, "max_leaf_nodes": null, "bootstrap": true, "max_samples": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "dummy": {}}, "rules": {"test_share": 0.25, "validation_share": 0.2, "seed": 0, "split_seed": null, "seeds": 1, "split": "random", "split_by": "", "stratify": true, "metric": "auto", "rows": null, "leave_out": [], "unique": false, "scale": "standard", "calibration": "own", "time_limit": 600}, "transform": {"components": null, "degree": 1, "copies": 0, "shift": 0.05, "rotate": 10.0, "zoom": 0.1, "flip": false, "noise": 0.1, "smote": false}}, "environment": {"python": "3.11.7", "bakeoff": "0.1.0", "scikit-learn": "1.9.1", "scikit-learn-intelex": "2026.2.0", "imbalanced-learn": "0.14.2", "optuna": "5.0.0", "keras": "3.15.1", "tensorflow-cpu": "2.21.0", "torch": "2.13.0+cpu", "numpy": "2.4.6", "scipy": "1.17.1", "pandas": "3.1.1", "system": "Linux 6.18.44-fc-v769", "processor": "Intel(R) Xeon(R) Processor", "cores": "2"}, "data": {"task": "classification", "classes": ["Setosa", "Versicolor", "Virginica"], "target": "Species", "train_rows": 89, "validation_rows": 23, "test_rows": 38, "features": 4, "preprocessing": ["Numbers are scaled to mean 0 and variance 1, as measured on the training part.", "The SVM''s probabilities are calibrated by one number, fitted on training rows that were held out in turn."]}, "verdict": {"sentence": "Decision tree, SVM and Random forest are too close to call; each beats Keras MLP by 60.5 points or more. Keras MLP is not significantly better than the baseline.", "headline": "Decision tree, SVM and Random forest are too close to call; each beats Keras MLP by 60.5 points or more. Keras MLP is not significantly better than the baseline.", "test": "McNemar''s exact test on 38 held-out rows, Holm-corrected, at 5 %: on this split, with this seed", "metric": "accuracy", "leaders": ["decision_tree", "svm", "random_forest"], "ranks": {"decision_tree": 1, "svm": 1, "random_forest": 1, "keras_mlp": 4}, "scores": {"keras_mlp": 0.34210526315789475, "decision_tree": 0.9736842105263158, "svm": 0.9736842105263158, "random_forest": 0.9473684210526315, "dummy": 0.34210526315789475}, "pairs": [{"first": "keras_mlp", "second": "decision_tree", "difference": -0.631578947368421, "low": -0.7806997509015994, "high": -0.4193002490984006, "p_value": 4.827976226806641e-06, "decided": true, "test": "McNemar''s exact test"}, {"first": "keras_mlp", "second": "svm", "difference": -0.631578947368421, "low": -0.7806997509015994, "high": -0.4193002490984006, "p_value": 4.827976226806641e-06, "decided": true, "test": "McNemar''s exact test"}, {"first": "keras_mlp", "second": "random_forest", "difference": -0.6052631578947368, "low": -0.7696134195277425, "high": -0.3803865804722574, "p_value": 2.2590160369873047e-05, "decided": true, "test": "McNemar''s exact test"}, {"first": "decision_tree", "second": "svm", "difference": 0.0, "low": -0.0979981992270027, "high": 0.0979981992270027, "p_value": 1.0, "decided": false, "test": "McNemar''s exact test"}, {"first": "decision_tree", "second": "random_forest", "difference": 0.02631578947368421, "low": -0.059514569718647554, "high": 0.10951456971864756, "p_value": 1.0, "decided": false, "test": "McNemar''s exact test"}, {"first": "svm", "second": "random_forest", "difference": 0.02631578947368421, "low": -0.059514569718647554, "high": 0.10951456971864756, "p_value": 1.0, "decided": false, "test": "McNemar''s exact test"}, {"first": "keras_mlp", "second": "dummy", "difference": 0.0, "low": -0.2498473650777201, "high": 0.2498473650777201, "p_value": 1.0, "decided": false, "test": "McNemar''s exact test"}, {"first": "decision_tree", "second": "dummy", "difference": 0.631578947368421, "low": 0.433115080219834, "high": 0.7668849197801659, "p_value": 4.76837158203125e-07, "decided": true, "test": "McNemar''s exact test"}, {"first": "svm", "second": "dummy", "difference": 0.631578947368421, "low": 0.433115080219834, "high": 0.7668849197801659, "p_value": 4.76837158203125e-07, "decided": true, "test": "McNemar''s exact test"}, {"first": "random_forest", "second": "dummy", "difference": 0.6052631578947368, "low": 0.40686096227066765, "high": 0.7431390377293323, "p_value": 4.76837158203125e-07, "decided": true, "test": "McNemar''s exact test"}], "caveats": [{"code": "repeated", "level": "note", "what": "Test rows that also stand, value for value, in the part to learn from: 1 of 38.", "reason": "A contender that only remembers rows is right on these, which says nothing of new ones.", "mend": "If they are the same things written down twice, remove repeated rows.", "mend_with": {"rules.unique": true}, "button": "Remove repeated rows", "headline": ""}]}, "contenders": {"keras_mlp": {"status": "done", "message": "", "parameters": {"hidden": [{"units": 8, "activation": "relu"}], "learning_rate": 0.003, "epochs": 4, "batch_size": 32, "optimizer": "adam", "momentum": 0.9, "weight_decay": 0.004, "schedule": "constant", "final_share": 0.01, "loss": "cross_entropy", "loss_regression": "mse", "l1": 0.0, "l2": 0.0, "dropout": 0.0, "batch_norm": false, "early_stopping": false, "patience": 10}, "metrics": {"accuracy": {"value": 0.34210526315789475, "low": 0.20524897592682967, "high": 0.5022293887887165}, "balanced_accuracy": {"value": 0.358974358974359, "low": 0.3082247230020007, "high": 0.42581396200805727}, "f1": {"value": 0.25326278659611995, "low": 0.17270881862709955, "high": 0.3346102498910743}, "mcc": {"value": 0.027674391335463375, "low": -0.1586957833118182, "high": 0.21947940829027415}, "roc_auc": {"value": 0.714871794871795, "low": 0.597219586080338, "high": 0.8195940677422955}, "average_precision": {"value": 0.5812810552507633, "low": 0.5349397348590789, "high": 0.6434868596835949}, "log_loss": {"value": 0.9844589451005041, "low": 0.8346598547384784, "high": 1.104660505153044}, "brier": {"value": 0.5887161470950212, "low": 0.4821217172377902, "high": 0.6757510915703678}}, "costs": {"fit_cpu_seconds": 0.567, "fit_wall_seconds": 0.399, "predict_ms_per_1000": 0.944, "model_bytes": 76600, "sizes": {"parameters": 67}, "startup_cpu_seconds": 0.349, "calibration_cpu_seconds": 0.597, "scoring_cpu_seconds": 0.307, "predict_ms_low": 0.337, "predict_ms_high": 0.715}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.34210526315789475, "balanced_accuracy": 0.358974358974359, "f1": 0.25326278659611995, "mcc": 0.027674391335463375, "roc_auc": 0.714871794871795, "average_precision": 0.5812810552507633, "log_loss": 0.9844589451005041, "brier": 0.5887161470950212}, "fit_cpu_seconds": 0.104}], "curve": [{"index": 1, "total": 4, "cpu_seconds": 0.02528, "wall_seconds": 0.02348, "train_loss": 1.1202970743179321, "train_score": 0.3595505654811859, "validation_loss": 1.0450915098190308, "validation_score": 0.43478262424468994, "seed": 0}, {"index": 2, "total": 4, "cpu_seconds": 0.05056, "wall_seconds": 0.04696, "train_loss": 1.0859079360961914, "train_score": 0.3595505654811859, "validation_loss": 1.0138412714004517, "validation_score": 0.43478262424468994, "seed": 0}, {"index": 3, "total": 4, "cpu_seconds": 0.07584, "wall_seconds": 0.07044, "train_loss": 1.0545613765716553, "train_score": 0.3595505654811859, "validation_loss": 0.9858463406562805, "validation_score": 0.43478262424468994, "seed": 0}, {"index": 4, "total": 4, "cpu_seconds": 0.10112, "wall_seconds": 0.09392, "train_loss": 1.0258594751358032, "train_score": 0.3595505654811859, "validation_loss": 0.9606609344482422, "validation_score": 0.43478262424468994, "seed": 0}]}, "decision_tree": {"status": "done", "message": "", "parameters": {"max_depth": null, "min_samples_leaf": 1, "criterion": "gini", "criterion_regression": "squared_error", "splitter": "best", "min_samples_split": 2, "max_features": "all", "max_features_share": 0.5, "max_leaf_nodes": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "metrics": {"accuracy": {"value": 0.9736842105263158, "low": 0.8769942847085588, "high": 0.9986837157405498}, "balanced_accuracy": {"value": 0.9722222222222222, "low": 0.8821487386685951, "high": 0.9993850575765338}, "f1": {"value": 0.9731615673644658, "low": 0.8743857023620082, "high": 0.9994011768231785}, "mcc": {"value": 0.9614604198382445, "low": 0.831770127818994, "high": 0.9991284072077593}, "roc_auc": {"value": 0.9794444444444445, "low": 0.9110783114501697, "high": 0.9995754555321786}, "average_precision": {"value": 0.9571846282372598, "low": 0.8278977950257458, "high": 0.9989579752462373}, "log_loss": {"value": 0.9485171944504515, "low": 0.020531374230904453, "high": 4.342812832706223}, "brier": {"value": 0.05263157894736842, "low": 0.0011392504532908073, "high": 0.2409751745097777}}, "costs": {"fit_cpu_seconds": 0.181, "fit_wall_seconds": 0.207, "predict_ms_per_1000": 0.534, "model_bytes": 95000, "sizes": {"nodes": 9, "leaves": 5}, "startup_cpu_seconds": 0.219, "calibration_cpu_seconds": 0.052, "scoring_cpu_seconds": 0.301, "predict_ms_low": 0.545, "predict_ms_high": 0.849}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9736842105263158, "balanced_accuracy": 0.9722222222222222, "f1": 0.9731615673644658, "mcc": 0.9614604198382445, "roc_auc": 0.9794444444444445, "average_precision": 0.9571846282372598, "log_loss": 0.9485171944504515, "brier": 0.05263157894736842}, "fit_cpu_seconds": 0.73}], "curve": [{"index": 1, "total": 4, "cpu_seconds": 0.01784, "wall_seconds": 0.02974, "train_loss": 0.46729023408535636, "train_score": 0.6629213483146067, "validation_loss": 0.4520525090608339, "validation_score": 0.6521739130434783, "seed": 0}, {"index": 2, "total": 4, "cpu_seconds": 0.03568, "wall_seconds": 0.05948, "train_loss": 0.04963687515926821, "train_score": 0.9887640449438202, "validation_loss": 1.8742768145663218, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 3, "total": 4, "cpu_seconds": 0.05352, "wall_seconds": 0.08922, "train_loss": 0.015576341136178546, "train_score": 0.9887640449438202, "validation_loss": 4.701346094232672, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 4, "total": 4, "cpu_seconds": 0.07136, "wall_seconds": 0.11896, "train_loss": -0.0, "train_score": 1.0, "validation_loss": 4.701346094232672, "validation_score": 0.8695652173913043, "seed": 0}]}, "svm": {"status": "done", "message": "", "parameters": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "metrics": {"accuracy": {"value": 0.9736842105263158, "low": 0.8769942847085588, "high": 0.9986837157405498}, "balanced_accuracy": {"value": 0.9722222222222222, "low": 0.8800405260608292, "high": 0.9994117705802715}, "f1": {"value": 0.9731615673644658, "low": 0.8720536075486232, "high": 0.9994471375950401}, "mcc": {"value": 0.9614604198382445, "low": 0.8231860308691861, "high": 0.9992596732772245}, "roc_auc": {"value": 1.0, "low": 0.9394794138421435, "high": 1.0000000000000002}, "average_precision": {"value": 1.0, "low": 0.9042626161471162, "high": 1.0}, "log_loss": {"value": 0.08904916996551338, "low": 0.040943983314463916, "high": 0.38465606707731237}, "brier": {"value": 0.04143974822326217, "low": 0.0065679503009283, "high": 0.18928209939735333}}, "costs": {"fit_cpu_seconds": 0.298, "fit_wall_seconds": 0.862, "predict_ms_per_1000": 0.185, "model_bytes": 49800, "sizes": {"support vectors": 39}, "startup_cpu_seconds": 0.7, "calibration_cpu_seconds": 0.333, "scoring_cpu_seconds": 0.834, "predict_ms_low": 0.096, "predict_ms_high": 0.566}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9736842105263158, "balanced_accuracy": 0.9722222222222222, "f1": 0.9731615673644658, "mcc": 0.9614604198382445, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.08904916996551338, "brier": 0.04143974822326217}, "fit_cpu_seconds": 0.325}], "curve": [{"index": 1, "total": 1, "cpu_seconds": 0.019, "wall_seconds": 0.01112, "train_loss": 0.08050914613249324, "train_score": 0.9775280898876404, "validation_loss": 0.26300622969669785, "validation_score": 0.9130434782608695, "seed": 0}]}, "random_forest": {"status": "done", "message": "", "parameters": {"n_estimators": 12, "max_depth": null, "max_features": "auto", "max_features_share": 0.5, "criterion": "gini", "criterion_regression": "squared_error", "min_samples_leaf": 1, "min_samples_split": 2, "max_leaf_nodes": null, "bootstrap": true, "max_samples": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "metrics": {"accuracy": {"value": 0.9473684210526315, "low": 0.836816455536902, "high": 0.9910798198816907}, "balanced_accuracy": {"value": 0.9444444444444445, "low": 0.8435971811419799, "high": 0.9943193396096205}, "f1": {"value": 0.9458874458874459, "low": 0.8305139124437512, "high": 0.9951651651583769}, "mcc": {"value": 0.9247044047320568, "low": 0.7864132522156337, "high": 0.9922097226454692}, "roc_auc": {"value": 0.9916239316239316, "low": 0.9392235074861479, "high": 0.9998554728294438}, "average_precision": {"value": 0.9761002605132161, "low": 0.8693481385291284, "high": 0.9995018655944361}, "log_loss": {"value": 0.10925727849640185, "low": 0.0285587667159558, "high": 2.2271309764328393}, "brier": {"value": 0.06615497076023391, "low": 0.010835577976067058, "high": 0.24054615941575416}}, "costs": {"fit_cpu_seconds": 0.823, "fit_wall_seconds": 1.047, "predict_ms_per_1000": 0.225, "model_bytes": 17600, "sizes": {"trees": 12, "nodes": 116}, "startup_cpu_seconds": 0.636, "calibration_cpu_seconds": 0.89, "scoring_cpu_seconds": 1.042, "predict_ms_low": 1.017, "predict_ms_high": 0.859}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9473684210526315, "balanced_accuracy": 0.9444444444444445, "f1": 0.9458874458874459, "mcc": 0.9247044047320568, "roc_auc": 0.9916239316239316, "average_precision": 0.9761002605132161, "log_loss": 0.10925727849640185, "brier": 0.06615497076023391}, "fit_cpu_seconds": 0.176}], "curve": [{"index": 1, "total": 12, "cpu_seconds": 0.0253, "wall_seconds": 0.02626, "train_loss": 0.40498486954064217, "train_score": 0.9887640449438202, "validation_loss": 3.134230729488448, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 2, "total": 12, "cpu_seconds": 0.0506, "wall_seconds": 0.05252, "train_loss": 0.40498486954064217, "train_score": 0.9887640449438202, "validation_loss": 3.134230729488448, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 3, "total": 12, "cpu_seconds": 0.0759, "wall_seconds": 0.07878, "train_loss": 0.43231959592995656, "train_score": 0.9887640449438202, "validation_loss": 3.134230729488448, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 4, "total": 12, "cpu_seconds": 0.1012, "wall_seconds": 0.10504, "train_loss": 0.4340763150694739, "train_score": 0.9887640449438202, "validation_loss": 3.1842623942626713, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 5, "total": 12, "cpu_seconds": 0.1265, "wall_seconds": 0.1313, "train_loss": 0.043881033109143465, "train_score": 0.9887640449438202, "validation_loss": 3.1855462198236055, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 6, "total": 12, "cpu_seconds": 0.1518, "wall_seconds": 0.15756, "train_loss": 0.03328820057447091, "train_score": 0.9887640449438202, "validation_loss": 3.1881486360511353, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 7, "total": 12, "cpu_seconds": 0.1771, "wall_seconds": 0.18382, "train_loss": 0.029664259403828015, "train_score": 0.9887640449438202, "validation_loss": 3.191176377308838, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 8, "total": 12, "cpu_seconds": 0.2024, "wall_seconds": 0.21008, "train_loss": 0.027579162945124396, "train_score": 0.9887640449438202, "validation_loss": 3.194292617787809, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 9, "total": 12, "cpu_seconds": 0.2277, "wall_seconds": 0.23634, "train_loss": 0.02894996896272228, "train_score": 0.9887640449438202, "validation_loss": 1.7257756244387228, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 10, "total": 12, "cpu_seconds": 0.253, "wall_seconds": 0.2626, "train_loss": 0.02919668031319991, "train_score": 0.9887640449438202, "validation_loss": 1.7333170797135051, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 11, "total": 12, "cpu_seconds": 0.2783, "wall_seconds": 0.28886, "train_loss": 0.027562421097029898, "train_score": 0.9887640449438202, "validation_loss": 1.7277860918698682, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 12, "total": 12, "cpu_seconds": 0.3036, "wall_seconds": 0.31512, "train_loss": 0.026740327952665278, "train_score": 0.9887640449438202, "validation_loss": 1.7342698460235717, "validation_score": 0.8695652173913043, "seed": 0}]}, "dummy": {"status": "done", "message": "", "parameters": {}, "metrics": {"accuracy": {"value": 0.34210526315789475, "low": 0.20524897592682967, "high": 0.5022293887887165}, "balanced_accuracy": {"value": 0.3333333333333333, "low": null, "high": null}, "f1": {"value": 0.1699346405228758, "low": 0.10677859205537486, "high": 0.22111002903656637}, "mcc": {"value": 0.0, "low": null, "high": null}, "roc_auc": {"value": 0.5, "low": null, "high": null}, "average_precision": {"value": 0.3333333333333333, "low": 0.3333333020799148, "high": 0.3333333631308085}, "log_loss": {"value": 1.0990368873274543, "low": 1.093896778319277, "high": 1.1043320520245736}, "brier": {"value": 0.6669479531425457, "low": 0.6635408056235507, "high": 0.6704578951942906}}, "costs": {"fit_cpu_seconds": 0.687, "fit_wall_seconds": 0.618, "predict_ms_per_1000": 0.212, "model_bytes": 70800, "sizes": {}, "startup_cpu_seconds": 0.953, "calibration_cpu_seconds": 0.373, "scoring_cpu_seconds": 1.039, "predict_ms_low": 0.902, "predict_ms_high": 0.627}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.34210526315789475, "balanced_accuracy": 0.3333333333333333, "f1": 0.1699346405228758, "mcc": 0.0, "roc_auc": 0.5, "average_precision": 0.3333333333333333, "log_loss": 1.0990368873274543, "brier": 0.6669479531425457}, "fit_cpu_seconds": 0.456}], "curve": [{"index": 1, "total": 1, "cpu_seconds": 0.0261, "wall_seconds": 0.0167, "train_loss": 1.098485561087903, "train_score": 0.33707865168539325, "validation_loss": 1.0992308321310909, "validation_score": 0.30434782608695654, "seed": 0}]}}}');
INSERT INTO "races" VALUES('study-setting','somebody','2026-03-02 04:00:00.000000','2026-03-02 04:01:00.000000',NULL,'iris','finished','SVM scores best with “Penalty C” at 1, but no other value can be told apart from it.','','{
  "version": 1,
  "dataset": {
    "name": "iris",
    "options": {}
  },
  "contenders": {
    "decision_tree": {
      "max_depth": null,
      "min_samples_leaf": 1,
      "criterion": "gini",
      "criterion_regression": "squared_error",
      "splitter": "best",
      "min_samples_split": 2,
      "max_features": "all",
      "max_features_share": 0.5,
      "max_leaf_nodes": null,
      "min_impurity_decrease": 0.0,
      "ccp_alpha": 0.0,
      "class_weight": "none"
    },
    "svm": {
      "C": 1.0,
      "kernel": "rbf",
      "gamma": "scale",
      "gamma_value": 0.1,
      "degree": 3,
      "coef0": 0.0,
      "epsilon": 0.1,
      "class_weight": "none",
      "tol": 0.001,
      "shrinking": true,
      "max_iter": null
    },
    "random_forest": {
      "n_estimators": 12,
      "max_depth": null,
      "max_features": "auto",
      "max_features_share": 0.5,
      "criterion": "gini",
      "criterion_regression": "squared_error",
      "min_samples_leaf": 1,
      "min_samples_split": 2,
      "max_leaf_nodes": null,
      "bootstrap": true,
      "max_samples": null,
      "min_impurity_decrease": 0.0,
      "ccp_alpha": 0.0,
      "class_weight": "none"
    }
  },
  "rules": {
    "test_share": 0.25,
    "validation_share": 0.2,
    "seed": 0,
    "split_seed": null,
    "seeds": 1,
    "split": "random",
    "split_by": "",
    "stratify": true,
    "metric": "auto",
    "rows": null,
    "leave_out": [],
    "unique": false,
    "scale": "standard",
    "calibration": "own",
    "time_limit": 600
  },
  "transform": {
    "components": null,
    "degree": 1,
    "copies": 0,
    "shift": 0.05,
    "rotate": 10.0,
    "zoom": 0.1,
    "flip": false,
    "noise": 0.1,
    "smote": false
  }
}','{"version": 1, "id": "study-setting", "spec": {"version": 1, "dataset": {"name": "iris", "options": {}}, "contenders": {"decision_tree": {"max_depth": null, "min_samples_leaf": 1, "criterion": "gini", "criterion_regression": "squared_error", "splitter": "best", "min_samples_split": 2, "max_features": "all", "max_features_share": 0.5, "max_leaf_nodes": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "svm": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "random_forest": {"n_estimators": 12, "max_depth": null, "max_features": "auto", "max_features_share": 0.5, "criterion": "gini", "criterion_regression": "squared_error", "min_samples_leaf": 1, "min_samples_split": 2, "max_leaf_nodes": null, "bootstrap": true, "max_samples": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}}, "rules": {"test_share": 0.25, "validation_share": 0.2, "seed": 0, "split_seed": null, "seeds": 1, "split": "random", "split_by": "", "stratify": true, "metric": "auto", "rows": null, "leave_out": [], "unique": false, "scale": "standard", "calibration": "own", "time_limit": 600}, "transform": {"components": null, "degree": 1, "copies": 0, "shift": 0.05, "rotate": 10.0, "zoom": 0.1, "flip": false, "noise": 0.1, "smote": false}}, "plan": {"question": "setting", "varied": "svm.C", "datasets": ["iris", "wine", "breast_cancer", "digits"], "method": "k_fold", "folds": 3, "repeats": 1, "until_decided": false, "rope": 0.01, "group": "", "learning_part": true, "trials": 0, "tuning_cpu_seconds": null, "minutes": 5.0}, "environment": {"python": "3.11.7", "bakeoff": "0.1.0", "scikit-learn": "1.9.1", "scikit-learn-intelex": "2026.2.0", "imbalanced-learn": "0.14.2", "optuna": "5.0.0", "keras": "3.15.1", "tensorflow-cpu": "2.21.0", "torch": "2.13.0+cpu", "numpy": "2.4.6", "scipy": "1.17.1", "pandas": "3.1.1", "system": "Linux 6.18.44-fc-v769", "processor": "Intel(R) Xeon(R) Processor", "cores": "2"}, "lanes": [{"name": "svm", "contender": "svm", "tuned": false, "status": "done", "message": ""}], "points": [0.01, 0.0464, 0.215, 1.0, 4.64, 21.5, 100.0], "n_folds": 3, "folds_per_repeat": 3, "fitted": [{"cell": [0, 0, "svm"], "scores": {"accuracy": 0.5526315789473685, "balanced_accuracy": 0.5576923076923077, "f1": 0.45714285714285713, "mcc": 0.4013614631906038, "roc_auc": 0.9343589743589744, "average_precision": 0.9223395392198812, "log_loss": 1.0860052967230491, "brier": 0.652522776791146}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": 0.961, "model_bytes": 32700, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 1.0685189666139558, "train_score": 0.5932203389830508, "validation_loss": 1.0781020068550637, "validation_score": 0.6, "seed": 0}], "chosen": {}}, {"cell": [0, 1, "svm"], "scores": {"accuracy": 0.8157894736842105, "balanced_accuracy": 0.8141025641025642, "f1": 0.8155693581780539, "mcc": 0.7290938575771987, "roc_auc": 0.9642307692307691, "average_precision": 0.9418373858419108, "log_loss": 0.5372401460327445, "brier": 0.3053357989033662}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": 0.961, "model_bytes": 32700, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.5229281151379, "train_score": 0.8305084745762712, "validation_loss": 0.6426963252698565, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [0, 2, "svm"], "scores": {"accuracy": 0.9210526315789473, "balanced_accuracy": 0.9188034188034188, "f1": 0.9194847020933977, "mcc": 0.8822935813683566, "roc_auc": 0.9822222222222222, "average_precision": 0.9672673480365789, "log_loss": 0.2280523419544611, "brier": 0.13074498735667592}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": 0.961, "model_bytes": 32700, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.12149695472150662, "train_score": 0.9830508474576272, "validation_loss": 0.28755732310932997, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}, {"cell": [0, 3, "svm"], "scores": {"accuracy": 0.9473684210526315, "balanced_accuracy": 0.9465811965811964, "f1": 0.9465811965811964, "mcc": 0.920997920997921, "roc_auc": 0.9885042735042736, "average_precision": 0.9783176937023091, "log_loss": 0.17567537541787143, "brier": 0.09658406470588231}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": 0.961, "model_bytes": 32700, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.08216028358893197, "train_score": 0.9830508474576272, "validation_loss": 0.33474572345701026, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [0, 4, "svm"], "scores": {"accuracy": 0.9210526315789473, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8825363825363826, "roc_auc": 0.9874358974358975, "average_precision": 0.9770922035062307, "log_loss": 0.22077878890450398, "brier": 0.12644881185410736}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": 0.961, "model_bytes": 32700, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.046202048351400384, "train_score": 1.0, "validation_loss": 0.50750560802558, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [0, 5, "svm"], "scores": {"accuracy": 0.8947368421052632, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8458351689151187, "roc_auc": 0.9662393162393162, "average_precision": 0.9505677430356917, "log_loss": 0.39162255938657636, "brier": 0.192704275666909}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": 0.961, "model_bytes": 32700, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.09499127082551093, "train_score": 1.0, "validation_loss": 0.7013219993276274, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [0, 6, "svm"], "scores": {"accuracy": 0.8947368421052632, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8458351689151187, "roc_auc": 0.9588888888888888, "average_precision": 0.9403532573559455, "log_loss": 0.5712066506102014, "brier": 0.26985988332277033}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": 0.961, "model_bytes": 32700, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.1673174445934633, "train_score": 1.0, "validation_loss": 1.062525805119345, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [1, 0, "svm"], "scores": {"accuracy": 0.32432432432432434, "balanced_accuracy": 0.3333333333333333, "f1": 0.16326530612244897, "mcc": 0.0, "roc_auc": 0.9684188034188034, "average_precision": 0.9463877172210505, "log_loss": 1.1046528131801654, "brier": 0.6704930437199497}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 1.0917877275124548, "train_score": 0.35, "validation_loss": 1.0981907035916507, "validation_score": 0.3333333333333333, "seed": 0}], "chosen": {}}, {"cell": [1, 1, "svm"], "scores": {"accuracy": 0.6216216216216216, "balanced_accuracy": 0.6388888888888888, "f1": 0.5293668954996186, "mcc": 0.5635065593009265, "roc_auc": 0.9577350427350426, "average_precision": 0.9271213354546687, "log_loss": 0.8468556182911098, "brier": 0.5032520135290504}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.7789459483180219, "train_score": 0.6833333333333333, "validation_loss": 0.7784080387116622, "validation_score": 0.6666666666666666, "seed": 0}], "chosen": {}}, {"cell": [1, 2, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9717094017094018, "average_precision": 0.9491125976420093, "log_loss": 0.25652896760734056, "brier": 0.14101836741681503}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.18966430045514335, "train_score": 0.9333333333333333, "validation_loss": 0.1011878063871134, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [1, 3, "svm"], "scores": {"accuracy": 0.972972972972973, "balanced_accuracy": 0.9722222222222222, "f1": 0.9731615673644658, "mcc": 0.9604418800701361, "roc_auc": 0.9891025641025641, "average_precision": 0.980994319908347, "log_loss": 0.15733158354337526, "brier": 0.06934235262647956}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.15845391331728498, "train_score": 0.9333333333333333, "validation_loss": 0.07666917335232208, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [1, 4, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9923931623931624, "average_precision": 0.9869165023011176, "log_loss": 0.1938980260648849, "brier": 0.1144210785575552}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.10094867903351108, "train_score": 0.9666666666666667, "validation_loss": 0.06498613558568392, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [1, 5, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9699145299145299, "average_precision": 0.9657085198751866, "log_loss": 0.2838554837030206, "brier": 0.15840015569861296}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.1328302637767809, "train_score": 0.9833333333333333, "validation_loss": 0.14109589180477436, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [1, 6, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.923076923076923, "f1": 0.9194847020933977, "mcc": 0.8874366792335794, "roc_auc": 0.9569658119658119, "average_precision": 0.949688814960734, "log_loss": 0.3486851658861116, "brier": 0.17658401576099786}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.12249210923020767, "train_score": 1.0, "validation_loss": 0.17893577123070875, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [2, 0, "svm"], "scores": {"accuracy": 0.8918918918918919, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8417602747525449, "roc_auc": 0.9934615384615384, "average_precision": 0.9885038038884192, "log_loss": 0.3224463100966817, "brier": 0.18054346708323613}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.2783778602246453, "train_score": 0.9166666666666666, "validation_loss": 0.3757575146760242, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 1, "svm"], "scores": {"accuracy": 0.8918918918918919, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8417602747525449, "roc_auc": 0.9934615384615384, "average_precision": 0.9885038038884192, "log_loss": 0.25728314074436537, "brier": 0.1558434362991554}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.23222785356149797, "train_score": 0.9166666666666666, "validation_loss": 0.317533192443549, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 2, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.923076923076923, "f1": 0.9194847020933977, "mcc": 0.8874366792335794, "roc_auc": 0.9934615384615384, "average_precision": 0.9885038038884192, "log_loss": 0.20268338431331126, "brier": 0.11549559316161696}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.2097179748951369, "train_score": 0.9166666666666666, "validation_loss": 0.31257241301954025, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 3, "svm"], "scores": {"accuracy": 0.972972972972973, "balanced_accuracy": 0.9743589743589745, "f1": 0.9733333333333333, "mcc": 0.9605263157894737, "roc_auc": 0.9978205128205128, "average_precision": 0.996031746031746, "log_loss": 0.11897071913024446, "brier": 0.05420295373393585}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.11380055732902719, "train_score": 0.9666666666666667, "validation_loss": 0.26960166144962244, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 4, "svm"], "scores": {"accuracy": 0.972972972972973, "balanced_accuracy": 0.9743589743589745, "f1": 0.9733333333333333, "mcc": 0.9605263157894737, "roc_auc": 0.9978205128205128, "average_precision": 0.996031746031746, "log_loss": 0.10945972380387378, "brier": 0.04852040419387549}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.09258667825193795, "train_score": 0.9666666666666667, "validation_loss": 0.2142493717947277, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}, {"cell": [2, 5, "svm"], "scores": {"accuracy": 0.9459459459459459, "balanced_accuracy": 0.9465811965811964, "f1": 0.9465811965811964, "mcc": 0.918859649122807, "roc_auc": 0.9934615384615384, "average_precision": 0.9883257412103564, "log_loss": 0.1835982710261829, "brier": 0.09398369781044214}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.07124976546638412, "train_score": 1.0, "validation_loss": 0.22370151095749974, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}, {"cell": [2, 6, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9696581196581198, "average_precision": 0.9598600710780197, "log_loss": 0.2625989084905546, "brier": 0.12780890705091386}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.264, "fit_wall_seconds": 0.845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.02504, "wall_seconds": 0.01056, "train_loss": 0.05032347529218901, "train_score": 1.0, "validation_loss": 0.23364057060012824, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}], "tried": [], "note": ""}');
CREATE TABLE results (
	race_id VARCHAR(64) NOT NULL, 
	contender VARCHAR(100) NOT NULL, 
	place INTEGER NOT NULL, 
	status VARCHAR(20) NOT NULL, 
	score DOUBLE, 
	low DOUBLE, 
	high DOUBLE, 
	fit_cpu_seconds DOUBLE, 
	predict_ms_per_1000 DOUBLE, 
	model_bytes BIGINT, metric VARCHAR(40) DEFAULT '' NOT NULL, 
	PRIMARY KEY (race_id, contender), 
	FOREIGN KEY(race_id) REFERENCES races (id) ON DELETE CASCADE
);
INSERT INTO "results" VALUES('race-iris','keras_mlp',0,'done',3.42105263157894745e-01,2.05248975926829668e-01,5.02229388788716479e-01,0.567,0.944,76600,'accuracy');
INSERT INTO "results" VALUES('race-iris','decision_tree',1,'done',9.73684210526315818e-01,8.7699428470855878e-01,9.98683715740549815e-01,0.181,0.534,95000,'accuracy');
INSERT INTO "results" VALUES('race-iris','svm',2,'done',9.73684210526315818e-01,8.7699428470855878e-01,9.98683715740549815e-01,0.298,0.185,49800,'accuracy');
INSERT INTO "results" VALUES('race-iris','random_forest',3,'done',9.47368421052631526e-01,0.836816455536902,9.91079819881690693e-01,0.823,0.225,17600,'accuracy');
INSERT INTO "results" VALUES('race-iris','dummy',4,'done',3.42105263157894745e-01,2.05248975926829668e-01,5.02229388788716479e-01,0.687,0.212,70800,'accuracy');
INSERT INTO "results" VALUES('study-setting','svm',0,'done',9.64438122332859193e-01,8.78536122446298195e-01,1.0,5.54400000000000137e+00,0.961,32700,'accuracy');
CREATE TABLE studies (
	race_id VARCHAR(64) NOT NULL, 
	question VARCHAR(20) NOT NULL, 
	PRIMARY KEY (race_id), 
	FOREIGN KEY(race_id) REFERENCES races (id) ON DELETE CASCADE
);
INSERT INTO "studies" VALUES('study-setting','setting');
CREATE TABLE tags (
	race_id VARCHAR(64) NOT NULL, 
	tag VARCHAR(40) NOT NULL, 
	PRIMARY KEY (race_id, tag), 
	FOREIGN KEY(race_id) REFERENCES races (id) ON DELETE CASCADE
);
INSERT INTO "tags" VALUES('race-iris','a tag');
INSERT INTO "tags" VALUES('race-iris','flowers');
CREATE INDEX ix_races_owner_started ON races (owner, started);
CREATE INDEX ix_races_deleted ON races (deleted);
COMMIT;
