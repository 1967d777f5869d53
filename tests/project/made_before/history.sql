BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('014');
CREATE TABLE attempts (
	owner VARCHAR(64) NOT NULL, 
	lesson VARCHAR(64) NOT NULL, 
	run VARCHAR(64) NOT NULL, 
	number INTEGER NOT NULL, 
	contender VARCHAR(100) NOT NULL, 
	value DOUBLE, 
	reached BOOLEAN NOT NULL, 
	at DATETIME NOT NULL, 
	certificate TEXT, 
	PRIMARY KEY (owner, lesson, run)
);
INSERT INTO "attempts" VALUES('another','d28455b70dd0f76805078b1b80c57ef26674e22f9d1992464d3fab92813c1c51','run',1,'',1.0,1,'2026-11-30 12:00:00.000000',NULL);
CREATE TABLE goals (
	owner VARCHAR(64) NOT NULL, 
	chapter VARCHAR(100) NOT NULL, 
	reached DATETIME NOT NULL, 
	PRIMARY KEY (owner, chapter)
);
INSERT INTO "goals" VALUES('another','tree','2026-11-30 12:00:00.000000');
CREATE TABLE lessons (
	name VARCHAR(64) NOT NULL, 
	"key" VARCHAR(64) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	made DATETIME NOT NULL, 
	lesson TEXT NOT NULL, 
	PRIMARY KEY (name), 
	UNIQUE ("key")
);
INSERT INTO "lessons" VALUES('~7cv7u73g','f8abfa7f6632fe9d806b3cd26ccb06ddedd5658e43b127729bcd2541765a3b4e','another','2026-11-30 12:00:00.000000','{"goal":{"all_of":[{"measure":"learn.reached","of":"tree"}]},"place":"learn","state":{"chapter":"tree"},"title":"Decision tree","version":1}');
CREATE TABLE lti_keys (
	name VARCHAR(100) NOT NULL, 
	"key" TEXT NOT NULL, 
	PRIMARY KEY (name)
);
CREATE TABLE lti_launches (
	nonce VARCHAR(64) NOT NULL, 
	expires DATETIME NOT NULL, 
	opens TEXT, 
	PRIMARY KEY (nonce)
);
CREATE TABLE lti_learners (
	owner VARCHAR(64) NOT NULL, 
	link VARCHAR(64) NOT NULL, 
	platform VARCHAR(64) NOT NULL, 
	subject VARCHAR(255) NOT NULL, 
	score_url TEXT NOT NULL, 
	lessons TEXT NOT NULL, 
	reached TEXT NOT NULL, 
	launches INTEGER NOT NULL, 
	launched DATETIME NOT NULL, 
	sent DOUBLE, 
	due DATETIME, 
	tries INTEGER NOT NULL, 
	error TEXT NOT NULL, 
	PRIMARY KEY (owner, link)
);
INSERT INTO "lti_learners" VALUES('another','link','platform','subject','','scaling','',1,'2026-11-30 12:00:00.000000',NULL,NULL,0,'');
CREATE TABLE predictions (
	owner VARCHAR(64) NOT NULL, 
	question VARCHAR(100) NOT NULL, 
	answer VARCHAR(100) NOT NULL, 
	PRIMARY KEY (owner, question)
);
INSERT INTO "predictions" VALUES('another','tree-depth','a');
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
INSERT INTO "races" VALUES('race-iris','somebody','2026-11-30 12:00:00.000000','2026-11-30 12:00:09.000000',NULL,'iris','finished','{"id": "{leaders} are too close to call; each beats {beaten} by {margin}.", "values": {"leaders": {"id": "{n} contender", "values": {"n": 3}, "text": "3 contenders", "plural": "{n} contenders"}, "beaten": {"id": "Neural network", "values": {}, "text": "Neural network"}, "margin": {"id": "{difference} or more", "values": {"difference": {"id": "{number} points", "values": {"number": "63.2"}, "text": "63.2 points"}}, "text": "63.2 points or more"}}, "text": "3 contenders are too close to call; each beats Neural network by 63.2 points or more."}','A *note*.','{
  "version": 1,
  "dataset": {
    "name": "iris",
    "options": {}
  },
  "contenders": {
    "keras_mlp": {
      "hidden": [
        {
          "units": 64,
          "activation": "relu"
        }
      ],
      "learning_rate": 0.0001,
      "epochs": 4,
      "batch_size": 32,
      "optimizer": "adam",
      "momentum": 0.9,
      "weight_decay": 0.004,
      "beta_2": 0.999,
      "schedule": "constant",
      "final_share": 0.01,
      "loss": "cross_entropy",
      "label_smoothing": 0.0,
      "loss_regression": "mse",
      "l1": 0.0,
      "l2": 0.0,
      "dropout": 0.0,
      "batch_norm": false,
      "robust_inputs": false,
      "input_weights": false,
      "parametrisation": "standard",
      "zero_output": false,
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
    "costs": "",
    "rows": null,
    "leave_out": [],
    "unique": false,
    "class_weight": "none",
    "weight_by": "",
    "log_target": false,
    "muted": [],
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
    "smote": false,
    "junk": 0.0,
    "rotation": 0.0,
    "smooth": 0.0,
    "label_noise": 0.0
  }
}','{"version": 2, "spec": {"version": 1, "dataset": {"name": "iris", "options": {}}, "contenders": {"keras_mlp": {"hidden": [{"units": 64, "activation": "relu"}], "learning_rate": 0.0001, "epochs": 4, "batch_size": 32, "optimizer": "adam", "momentum": 0.9, "weight_decay": 0.004, "beta_2": 0.999, "schedule": "constant", "final_share": 0.01, "loss": "cross_entropy", "label_smoothing": 0.0, "loss_regression": "mse", "l1": 0.0, "l2": 0.0, "dropout": 0.0, "batch_norm": false, "robust_inputs": false, "input_weights": false, "parametrisation": "standard", "zero_output": false, "early_stopping": false, "patience": 10}, "decision_tree": {"max_depth": null, "min_samples_leaf": 1, "criterion": "gini", "criterion_regression": "squared_error", "splitter": "best", "min_samples_split": 2, "max_features": "all", "max_features_share": 0.5, "max_leaf_nodes": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "svm": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "random_forest": {"n_estimators": 12, "max_depth": null, "max_features": "auto", "max_features_share": 0.5, "criterion": "gini", "criterion_regression": "squared_error", "min_samples_leaf": 1, "min_samples_split": 2, "max_leaf_nodes": null, "bootstrap": true, "max_samples": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "dummy": {}}, "rules": {"test_share": 0.25, "validation_share": 0.2, "seed": 0, "split_seed": null, "seeds": 1, "split": "random", "split_by": "", "stratify": true, "metric": "auto", "costs": "", "rows": null, "leave_out": [], "unique": false, "class_weight": "none", "weight_by": "", "log_target": false, "muted": [], "scale": "standard", "calibration": "own", "time_limit": 600}, "transform": {"components": null, "degree": 1, "copies": 0, "shift": 0.05, "rotate": 10.0, "zoom": 0.1, "flip": false, "noise": 0.1, "smote": false, "junk": 0.0, "rotation": 0.0, "smooth": 0.0, "label_noise": 0.0}}, "environment": {"python": "3.11.7", "bakeoff": "0.1.0", "scikit-learn": "1.9.1", "scikit-learn-intelex": "2026.2.0", "imbalanced-learn": "0.14.2", "optuna": "5.0.0", "keras": "3.15.1", "tensorflow-cpu": "2.21.0", "torch": "2.13.0+cpu", "lightgbm": "4.7.0", "xgboost-cpu": "3.2.0", "numpy": "2.4.6", "scipy": "1.17.1", "pandas": "3.1.1", "system": "Linux 6.18", "processor": "AMD EPYC", "cores": "2"}, "data": {"task": "classification", "classes": ["Setosa", "Versicolor", "Virginica"], "target": "Species", "train_rows": 89, "validation_rows": 23, "test_rows": 38, "features": 4, "preprocessing": [{"id": "Numbers are scaled to mean 0 and variance 1, as measured on the training part.", "values": {}, "text": "Numbers are scaled to mean 0 and variance 1, as measured on the training part."}, {"id": "{label}: its probabilities are calibrated by one number, fitted on training rows that were held out in turn.", "values": {"label": {"id": "Support vector machine", "values": {}, "text": "Support vector machine"}}, "text": "Support vector machine: its probabilities are calibrated by one number, fitted on training rows that were held out in turn."}], "title": "", "fingerprint": ""}, "verdict": {"sentence": {"id": "{leaders} are too close to call; each beats {beaten} by {margin}.", "values": {"leaders": {"id": "{n} contender", "values": {"n": 3}, "text": "3 contenders", "plural": "{n} contenders"}, "beaten": {"id": "Neural network", "values": {}, "text": "Neural network"}, "margin": {"id": "{difference} or more", "values": {"difference": {"id": "{number} points", "values": {"number": "63.2"}, "text": "63.2 points"}}, "text": "63.2 points or more"}}, "text": "3 contenders are too close to call; each beats Neural network by 63.2 points or more."}, "headline": {"id": "{leaders} are too close to call; each beats {beaten} by {margin}.", "values": {"leaders": {"id": "{n} contender", "values": {"n": 3}, "text": "3 contenders", "plural": "{n} contenders"}, "beaten": {"id": "Neural network", "values": {}, "text": "Neural network"}, "margin": {"id": "{difference} or more", "values": {"difference": {"id": "{number} points", "values": {"number": "63.2"}, "text": "63.2 points"}}, "text": "63.2 points or more"}}, "text": "3 contenders are too close to call; each beats Neural network by 63.2 points or more."}, "details": {"id": "{sentences} {next}", "values": {"sentences": {"id": "{leaders} are too close to call; each beats {beaten} by {margin}.", "values": {"leaders": {"id": "{list} and {last}", "values": {"list": {"id": "{list}, {next}", "values": {"list": {"id": "Decision tree", "values": {}, "text": "Decision tree"}, "next": {"id": "Support vector machine", "values": {}, "text": "Support vector machine"}}, "text": "Decision tree, Support vector machine"}, "last": {"id": "Random forest", "values": {}, "text": "Random forest"}}, "text": "Decision tree, Support vector machine and Random forest"}, "beaten": {"id": "Neural network", "values": {}, "text": "Neural network"}, "margin": {"id": "{difference} or more", "values": {"difference": {"id": "{number} points", "values": {"number": "63.2"}, "text": "63.2 points"}}, "text": "63.2 points or more"}}, "text": "Decision tree, Support vector machine and Random forest are too close to call; each beats Neural network by 63.2 points or more."}, "next": {"id": "{names} is not significantly better than the baseline.", "values": {"n": 1, "names": {"id": "Neural network", "values": {}, "text": "Neural network"}}, "text": "Neural network is not significantly better than the baseline.", "plural": "{names} are not significantly better than the baseline."}}, "text": "Decision tree, Support vector machine and Random forest are too close to call; each beats Neural network by 63.2 points or more. Neural network is not significantly better than the baseline."}, "test": {"id": "{test} on {n} held-out rows, Holm-corrected, at {alpha} %: on this split, with this seed", "values": {"test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}, "n": "38", "alpha": "5"}, "text": "McNemar\u2019s exact test on 38 held-out rows, Holm-corrected, at 5 %: on this split, with this seed"}, "metric": "accuracy", "leaders": ["decision_tree", "svm", "random_forest"], "ranks": {"decision_tree": 1, "svm": 1, "random_forest": 1}, "scores": {"keras_mlp": 0.3157894736842105, "decision_tree": 0.9736842105263158, "svm": 0.9736842105263158, "random_forest": 0.9473684210526315, "dummy": 0.34210526315789475}, "pairs": [{"first": "keras_mlp", "second": "decision_tree", "difference": -0.6578947368421053, "low": -0.7902584984301029, "high": -0.4597415015698971, "p_value": 3.5762786865234375e-07, "decided": true, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "keras_mlp", "second": "svm", "difference": -0.6578947368421053, "low": -0.8041987578897799, "high": -0.4458012421102201, "p_value": 2.086162567138672e-06, "decided": true, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "keras_mlp", "second": "random_forest", "difference": -0.631578947368421, "low": -0.7806997509015994, "high": -0.4193002490984006, "p_value": 3.2186508178710938e-06, "decided": true, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "decision_tree", "second": "svm", "difference": 0.0, "low": -0.0979981992270027, "high": 0.0979981992270027, "p_value": 1.0, "decided": false, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "decision_tree", "second": "random_forest", "difference": 0.02631578947368421, "low": -0.059514569718647554, "high": 0.10951456971864756, "p_value": 1.0, "decided": false, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "svm", "second": "random_forest", "difference": 0.02631578947368421, "low": -0.059514569718647554, "high": 0.10951456971864756, "p_value": 1.0, "decided": false, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "keras_mlp", "second": "dummy", "difference": -0.02631578947368421, "low": -0.27948888935499727, "high": 0.22948888935499726, "p_value": 1.0, "decided": false, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "decision_tree", "second": "dummy", "difference": 0.631578947368421, "low": 0.433115080219834, "high": 0.7668849197801659, "p_value": 4.76837158203125e-07, "decided": true, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "svm", "second": "dummy", "difference": 0.631578947368421, "low": 0.433115080219834, "high": 0.7668849197801659, "p_value": 4.76837158203125e-07, "decided": true, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}, {"first": "random_forest", "second": "dummy", "difference": 0.6052631578947368, "low": 0.40686096227066765, "high": 0.7431390377293323, "p_value": 4.76837158203125e-07, "decided": true, "test": {"id": "McNemar\u2019s exact test", "values": {}, "text": "McNemar\u2019s exact test"}}], "caveats": [{"code": "repeated", "level": "note", "what": {"id": "Test rows that also stand, value for value, in the part to learn from: {n} of {all}.", "values": {"n": 1, "all": 38}, "text": "Test rows that also stand, value for value, in the part to learn from: 1 of 38."}, "reason": {"id": "A contender that only remembers rows is right on these, which says nothing of new ones.", "values": {}, "text": "A contender that only remembers rows is right on these, which says nothing of new ones."}, "mend": {"id": "If they are the same things written down twice, remove repeated rows.", "values": {}, "text": "If they are the same things written down twice, remove repeated rows."}, "mend_with": {"rules.unique": true}, "button": {"id": "Remove repeated rows", "values": {}, "text": "Remove repeated rows"}, "headline": ""}]}, "contenders": {"keras_mlp": {"status": "done", "message": "", "parameters": {"hidden": [{"units": 64, "activation": "relu"}], "learning_rate": 0.0001, "epochs": 4, "batch_size": 32, "optimizer": "adam", "momentum": 0.9, "weight_decay": 0.004, "beta_2": 0.999, "schedule": "constant", "final_share": 0.01, "loss": "cross_entropy", "label_smoothing": 0.0, "loss_regression": "mse", "l1": 0.0, "l2": 0.0, "dropout": 0.0, "batch_norm": false, "robust_inputs": false, "input_weights": false, "parametrisation": "standard", "zero_output": false, "early_stopping": false, "patience": 10}, "metrics": {"accuracy": {"value": 0.3157894736842105, "low": 0.18368286588415794, "high": 0.47504653302316857}, "balanced_accuracy": {"value": 0.3162393162393162, "low": 0.18583596549201198, "high": 0.45583842657386064}, "f1": {"value": 0.2683229813664596, "low": 0.14879425237508173, "high": 0.399109819214443}, "mcc": {"value": -0.030511532797556015, "low": -0.2436734377411443, "high": 0.21485585307899513}, "roc_auc": {"value": 0.47102564102564104, "low": 0.36725426644604536, "high": 0.5801150444514062}, "average_precision": {"value": 0.3587022072292418, "low": 0.2602195901146408, "high": 0.4888576417100822}, "log_loss": {"value": 1.11305855569396, "low": 1.0438650930276463, "high": 1.1851890609942792}, "brier": {"value": 0.6762196363088769, "low": 0.6321107788570762, "high": 0.7209898368823473}}, "costs": {"fit_cpu_seconds": 0.0041808062553036485, "fit_wall_seconds": 0.03750089225832198, "predict_ms_per_1000": 0.3368519999999986, "model_bytes": 17903, "sizes": {"parameters": 515}, "startup_cpu_seconds": 0.28238880299999997, "calibration_cpu_seconds": 0.0, "scoring_cpu_seconds": 0.007105528744696401, "predict_ms_low": 0.29207599999997447, "predict_ms_high": 0.5494200000000227, "predict_rows": 1000}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.3157894736842105, "balanced_accuracy": 0.3162393162393162, "f1": 0.2683229813664596, "mcc": -0.030511532797556015, "roc_auc": 0.47102564102564104, "average_precision": 0.3587022072292418, "log_loss": 1.11305855569396, "brier": 0.6762196363088769}, "fit_cpu_seconds": 0.0041808062553036485}], "curve": [{"index": 1, "total": 4, "cpu_seconds": 0.0018943028922532856, "wall_seconds": 0.004916959893307649, "train_loss": 1.1768016815185547, "train_score": 0.2808988690376282, "validation_loss": 1.1443570852279663, "validation_score": 0.260869562625885, "seed": 0}, {"index": 2, "total": 4, "cpu_seconds": 0.002742056014640837, "wall_seconds": 0.007032274017547024, "train_loss": 1.1719719171524048, "train_score": 0.2808988690376282, "validation_loss": 1.1394760608673096, "validation_score": 0.260869562625885, "seed": 0}, {"index": 3, "total": 4, "cpu_seconds": 0.003510985134972248, "wall_seconds": 0.03683083013940733, "train_loss": 1.1669670343399048, "train_score": 0.2808988690376282, "validation_loss": 1.1347366571426392, "validation_score": 0.260869562625885, "seed": 0}, {"index": 4, "total": 4, "cpu_seconds": 0.004122559255303693, "wall_seconds": 0.0374400412565592, "train_loss": 1.162125587463379, "train_score": 0.2808988690376282, "validation_loss": 1.1300489902496338, "validation_score": 0.260869562625885, "seed": 0}]}, "decision_tree": {"status": "done", "message": "", "parameters": {"max_depth": null, "min_samples_leaf": 1, "criterion": "gini", "criterion_regression": "squared_error", "splitter": "best", "min_samples_split": 2, "max_features": "all", "max_features_share": 0.5, "max_leaf_nodes": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "metrics": {"accuracy": {"value": 0.9736842105263158, "low": 0.8769942847085588, "high": 0.9986837157405498}, "balanced_accuracy": {"value": 0.9722222222222222, "low": 0.8813515209303951, "high": 0.9988429513365417}, "f1": {"value": 0.9731615673644658, "low": 0.8671321194769007, "high": 0.9987669668504859}, "mcc": {"value": 0.9614604198382445, "low": 0.8212346517070624, "high": 0.9983654147293954}, "roc_auc": {"value": 0.9794444444444445, "low": 0.9092948811978646, "high": 0.9991284420047659}, "average_precision": {"value": 0.9571846282372598, "low": 0.8103822267961425, "high": 0.9979828741431555}, "log_loss": {"value": 0.9485171944504515, "low": 0.03834957220851444, "high": 4.708090475507255}, "brier": {"value": 0.05263157894736842, "low": 0.002127951447901411, "high": 0.2612437992719569}}, "costs": {"fit_cpu_seconds": 0.0012268300000000051, "fit_wall_seconds": 0.02840428499985137, "predict_ms_per_1000": 0.08426599999999951, "model_bytes": 2084, "sizes": {"nodes": 9, "leaves": 5}, "startup_cpu_seconds": 0.004172024, "calibration_cpu_seconds": 0.0, "scoring_cpu_seconds": 0.0010973969999999965, "predict_ms_low": 0.08139099999999663, "predict_ms_high": 0.12241199999999883, "predict_rows": 1000}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9736842105263158, "balanced_accuracy": 0.9722222222222222, "f1": 0.9731615673644658, "mcc": 0.9614604198382445, "roc_auc": 0.9794444444444445, "average_precision": 0.9571846282372598, "log_loss": 0.9485171944504515, "brier": 0.05263157894736842}, "fit_cpu_seconds": 0.0012268300000000051}], "curve": [{"index": 1, "total": 4, "cpu_seconds": 0.0011232260000000015, "wall_seconds": 0.014729659000295214, "train_loss": 0.46729023408535636, "train_score": 0.6629213483146067, "validation_loss": 0.4520525090608339, "validation_score": 0.6521739130434783, "seed": 0}, {"index": 2, "total": 4, "cpu_seconds": 0.001158819000000002, "wall_seconds": 0.014764412000658922, "train_loss": 0.04963687515926821, "train_score": 0.9887640449438202, "validation_loss": 1.8742768145663218, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 3, "total": 4, "cpu_seconds": 0.001200180000000002, "wall_seconds": 0.028377736000038567, "train_loss": 0.015576341136178546, "train_score": 0.9887640449438202, "validation_loss": 4.701346094232672, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 4, "total": 4, "cpu_seconds": 0.001217626000000003, "wall_seconds": 0.02839467100056936, "train_loss": 0.0, "train_score": 1.0, "validation_loss": 4.701346094232672, "validation_score": 0.8695652173913043, "seed": 0}]}, "svm": {"status": "done", "message": "", "parameters": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "metrics": {"accuracy": {"value": 0.9736842105263158, "low": 0.8769942847085588, "high": 0.9986837157405498}, "balanced_accuracy": {"value": 0.9722222222222222, "low": 0.8764213262579038, "high": 0.9990445593298974}, "f1": {"value": 0.9731615673644658, "low": 0.8622654138091432, "high": 0.9990199497867246}, "mcc": {"value": 0.9614604198382445, "low": 0.8132289871410097, "high": 0.998612889493918}, "roc_auc": {"value": 1.0, "low": 0.9342714809809988, "high": 1.0}, "average_precision": {"value": 1.0, "low": 0.8900995751919019, "high": 1.0}, "log_loss": {"value": 0.08904916996551338, "low": 0.043049094009579264, "high": 0.5205558208309959}, "brier": {"value": 0.04143974822326217, "low": 0.007225921599170785, "high": 0.21704346252475168}}, "costs": {"fit_cpu_seconds": 0.001682981, "fit_wall_seconds": 0.0016771519985923078, "predict_ms_per_1000": 1.3430129999999971, "model_bytes": 3508, "sizes": {"support vectors": 39}, "startup_cpu_seconds": 0.020701716000000002, "calibration_cpu_seconds": 0.013819780999999996, "scoring_cpu_seconds": 0.0017901000000000028, "predict_ms_low": 1.0150839999999994, "predict_ms_high": 1.741096999999997, "predict_rows": 1000}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9736842105263158, "balanced_accuracy": 0.9722222222222222, "f1": 0.9731615673644658, "mcc": 0.9614604198382445, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.08904916996551338, "brier": 0.04143974822326217}, "fit_cpu_seconds": 0.001682981}], "curve": [{"index": 1, "total": 1, "cpu_seconds": 0.0016526460000000007, "wall_seconds": 0.0016473279993078904, "train_loss": 0.08050914613249324, "train_score": 0.9775280898876404, "validation_loss": 0.26300622969669785, "validation_score": 0.9130434782608695, "seed": 0}]}, "random_forest": {"status": "done", "message": "", "parameters": {"n_estimators": 12, "max_depth": null, "max_features": "auto", "max_features_share": 0.5, "criterion": "gini", "criterion_regression": "squared_error", "min_samples_leaf": 1, "min_samples_split": 2, "max_leaf_nodes": null, "bootstrap": true, "max_samples": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "metrics": {"accuracy": {"value": 0.9473684210526315, "low": 0.836816455536902, "high": 0.9910798198816907}, "balanced_accuracy": {"value": 0.9444444444444445, "low": 0.8435375130433604, "high": 0.990241990938489}, "f1": {"value": 0.9458874458874459, "low": 0.8270126539266854, "high": 0.9914472324726632}, "mcc": {"value": 0.9247044047320568, "low": 0.7771622916252423, "high": 0.989171155499769}, "roc_auc": {"value": 0.9916239316239316, "low": 0.9214348776545825, "high": 0.9997451645240515}, "average_precision": {"value": 0.9761002605132161, "low": 0.8427904743226693, "high": 0.9992108289069179}, "log_loss": {"value": 0.10925727849640185, "low": 0.031161351579215495, "high": 3.180419394908799}, "brier": {"value": 0.06615497076023391, "low": 0.011845213939958485, "high": 0.26419325460343573}}, "costs": {"fit_cpu_seconds": 0.014193803999999989, "fit_wall_seconds": 0.02672169700235827, "predict_ms_per_1000": 0.7615750000000004, "model_bytes": 15475, "sizes": {"trees": 12, "nodes": 116}, "startup_cpu_seconds": 3.773600000000002e-05, "calibration_cpu_seconds": 0.0, "scoring_cpu_seconds": 0.0017168660000000113, "predict_ms_low": 0.6542759999999953, "predict_ms_high": 1.1092749999999998, "predict_rows": 1000}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9473684210526315, "balanced_accuracy": 0.9444444444444445, "f1": 0.9458874458874459, "mcc": 0.9247044047320568, "roc_auc": 0.9916239316239316, "average_precision": 0.9761002605132161, "log_loss": 0.10925727849640185, "brier": 0.06615497076023391}, "fit_cpu_seconds": 0.014193803999999989}], "curve": [{"index": 1, "total": 12, "cpu_seconds": 0.004906196, "wall_seconds": 0.008824272001220379, "train_loss": 0.40498486954064217, "train_score": 0.9887640449438202, "validation_loss": 3.134230729488448, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 2, "total": 12, "cpu_seconds": 0.005784346545454543, "wall_seconds": 0.01048174154526681, "train_loss": 0.40498486954064217, "train_score": 0.9887640449438202, "validation_loss": 3.134230729488448, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 3, "total": 12, "cpu_seconds": 0.006607395090909088, "wall_seconds": 0.012088294090724296, "train_loss": 0.43231959592995656, "train_score": 0.9887640449438202, "validation_loss": 3.134230729488448, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 4, "total": 12, "cpu_seconds": 0.007430443636363634, "wall_seconds": 0.013694846636181781, "train_loss": 0.4340763150694739, "train_score": 0.9887640449438202, "validation_loss": 3.1842623942626713, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 5, "total": 12, "cpu_seconds": 0.00825349218181818, "wall_seconds": 0.015301399181639268, "train_loss": 0.043881033109143465, "train_score": 0.9887640449438202, "validation_loss": 3.1855462198236055, "validation_score": 0.9130434782608695, "seed": 0}, {"index": 6, "total": 12, "cpu_seconds": 0.009076540727272724, "wall_seconds": 0.016907951727096755, "train_loss": 0.03328820057447091, "train_score": 0.9887640449438202, "validation_loss": 3.1881486360511353, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 7, "total": 12, "cpu_seconds": 0.009899589272727268, "wall_seconds": 0.018514504272554237, "train_loss": 0.029664259403828015, "train_score": 0.9887640449438202, "validation_loss": 3.191176377308838, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 8, "total": 12, "cpu_seconds": 0.010722637818181814, "wall_seconds": 0.020121056818011726, "train_loss": 0.027579162945124396, "train_score": 0.9887640449438202, "validation_loss": 3.194292617787809, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 9, "total": 12, "cpu_seconds": 0.01154568636363636, "wall_seconds": 0.02172760936346921, "train_loss": 0.02894996896272228, "train_score": 0.9887640449438202, "validation_loss": 1.7257756244387228, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 10, "total": 12, "cpu_seconds": 0.012368734909090906, "wall_seconds": 0.023334161908926697, "train_loss": 0.02919668031319991, "train_score": 0.9887640449438202, "validation_loss": 1.7333170797135051, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 11, "total": 12, "cpu_seconds": 0.01319178345454545, "wall_seconds": 0.024940714454384182, "train_loss": 0.027562421097029898, "train_score": 0.9887640449438202, "validation_loss": 1.7277860918698682, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 12, "total": 12, "cpu_seconds": 0.014014831999999996, "wall_seconds": 0.026547266999841668, "train_loss": 0.026740327952665278, "train_score": 0.9887640449438202, "validation_loss": 1.7342698460235717, "validation_score": 0.8695652173913043, "seed": 0}]}, "dummy": {"status": "done", "message": "", "parameters": {}, "metrics": {"accuracy": {"value": 0.34210526315789475, "low": 0.20524897592682967, "high": 0.5022293887887165}, "balanced_accuracy": {"value": 0.3333333333333333, "low": null, "high": null}, "f1": {"value": 0.1699346405228758, "low": 0.10737372005773825, "high": 0.21903914316541853}, "mcc": {"value": 0.0, "low": null, "high": null}, "roc_auc": {"value": 0.5, "low": null, "high": null}, "average_precision": {"value": 0.3333333333333333, "low": null, "high": null}, "log_loss": {"value": 1.0990368873274543, "low": 1.0939705859805087, "high": 1.104620349701636}, "brier": {"value": 0.6669479531425457, "low": 0.6635897098556985, "high": 0.6706489989365436}}, "costs": {"fit_cpu_seconds": 0.0001997570000000018, "fit_wall_seconds": 0.00019791500380961224, "predict_ms_per_1000": 0.021382000000000345, "model_bytes": 639, "sizes": {}, "startup_cpu_seconds": 0.002269335000000001, "calibration_cpu_seconds": 0.0, "scoring_cpu_seconds": 0.00031027399999999754, "predict_ms_low": 0.020130000000000148, "predict_ms_high": 0.027611999999999776, "predict_rows": 1000}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.34210526315789475, "balanced_accuracy": 0.3333333333333333, "f1": 0.1699346405228758, "mcc": 0.0, "roc_auc": 0.5, "average_precision": 0.3333333333333333, "log_loss": 1.0990368873274543, "brier": 0.6669479531425457}, "fit_cpu_seconds": 0.0001997570000000018}], "curve": [{"index": 1, "total": 1, "cpu_seconds": 0.00019031300000000098, "wall_seconds": 0.00018907100093201734, "train_loss": 1.098485561087903, "train_score": 0.33707865168539325, "validation_loss": 1.0992308321310909, "validation_score": 0.30434782608695654, "seed": 0}]}}, "why": []}');
INSERT INTO "races" VALUES('study-setting','somebody','2026-11-30 13:00:00.000000','2026-11-30 13:00:09.000000',NULL,'iris','finished','{"id": "{label} scores best with “{setting}” at {value}; no clear difference to any other value.", "values": {"label": {"id": "Support vector machine", "values": {}, "text": "Support vector machine"}, "setting": {"id": "Penalty C", "values": {}, "text": "Penalty C"}, "value": "4.64"}, "text": "Support vector machine scores best with “Penalty C” at 4.64; no clear difference to any other value."}','','{
  "version": 1,
  "dataset": {
    "name": "iris",
    "options": {}
  },
  "contenders": {
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
    "costs": "",
    "rows": null,
    "leave_out": [],
    "unique": false,
    "class_weight": "none",
    "weight_by": "",
    "log_target": false,
    "muted": [],
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
    "smote": false,
    "junk": 0.0,
    "rotation": 0.0,
    "smooth": 0.0,
    "label_noise": 0.0
  }
}','{"version": 3, "id": "study-setting", "spec": {"version": 1, "dataset": {"name": "iris", "options": {}}, "contenders": {"svm": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}}, "rules": {"test_share": 0.25, "validation_share": 0.2, "seed": 0, "split_seed": null, "seeds": 1, "split": "random", "split_by": "", "stratify": true, "metric": "auto", "costs": "", "rows": null, "leave_out": [], "unique": false, "class_weight": "none", "weight_by": "", "log_target": false, "muted": [], "scale": "standard", "calibration": "own", "time_limit": 600}, "transform": {"components": null, "degree": 1, "copies": 0, "shift": 0.05, "rotate": 10.0, "zoom": 0.1, "flip": false, "noise": 0.1, "smote": false, "junk": 0.0, "rotation": 0.0, "smooth": 0.0, "label_noise": 0.0}}, "plan": {"question": "setting", "varied": "svm.C", "slider": "junk", "datasets": ["iris", "wine", "breast_cancer", "digits"], "method": "k_fold", "folds": 5, "repeats": 1, "until_decided": false, "rope": 0.01, "group": "", "learning_part": true, "trials": 0, "tuning_cpu_seconds": null, "minutes": 5.0}, "environment": {"python": "3.11.7", "bakeoff": "0.1.0", "scikit-learn": "1.9.1", "scikit-learn-intelex": "2026.2.0", "imbalanced-learn": "0.14.2", "optuna": "5.0.0", "keras": "3.15.1", "tensorflow-cpu": "2.21.0", "torch": "2.13.0+cpu", "lightgbm": "4.7.0", "xgboost-cpu": "3.2.0", "numpy": "2.4.6", "scipy": "1.17.1", "pandas": "3.1.1", "system": "Linux 6.18", "processor": "AMD EPYC", "cores": "2"}, "lanes": [{"name": "svm", "contender": "svm", "tuned": false, "status": "done", "message": ""}], "points": [0.01, 0.0464, 0.215, 1.0, 4.64, 21.5, 100.0], "n_folds": 5, "folds_per_repeat": 5, "fitted": [{"cell": [0, 0, "svm"], "scores": {"accuracy": 0.4782608695652174, "balanced_accuracy": 0.48809523809523814, "f1": 0.40151515151515155, "mcc": 0.2890029883456697, "roc_auc": 0.9178571428571428, "average_precision": 0.9054733004312837, "log_loss": 1.092224847747999, "brier": 0.6590185879452352}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0019996619999999854, "fit_wall_seconds": 0.001993703997868579, "predict_ms_per_1000": 1.0995800000000027, "model_bytes": 5175, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0019736839999999894, "wall_seconds": 0.0019678849985211855, "train_loss": 1.0653139031634629, "train_score": 0.5774647887323944, "validation_loss": 1.0746073929269002, "validation_score": 0.5555555555555556, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [0, 1, "svm"], "scores": {"accuracy": 0.8260869565217391, "balanced_accuracy": 0.8214285714285715, "f1": 0.8214285714285715, "mcc": 0.7386363636363636, "roc_auc": 0.9654761904761905, "average_precision": 0.9400441489727204, "log_loss": 0.45775298389711877, "brier": 0.25935843351443627}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0010553639999999892, "fit_wall_seconds": 0.0010509860003367066, "predict_ms_per_1000": 1.2019630000000003, "model_bytes": 5175, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0010389399999999882, "wall_seconds": 0.0010346220005885698, "train_loss": 0.3930736596852003, "train_score": 0.8873239436619719, "validation_loss": 0.4090137500547234, "validation_score": 0.8888888888888888, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [0, 2, "svm"], "scores": {"accuracy": 0.8695652173913043, "balanced_accuracy": 0.8690476190476191, "f1": 0.8666666666666667, "mcc": 0.8068181818181818, "roc_auc": 0.9712301587301587, "average_precision": 0.9489538239538239, "log_loss": 0.31696594982629805, "brier": 0.20146729213277292}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0011151930000000143, "fit_wall_seconds": 0.001114011996833142, "predict_ms_per_1000": 1.1368959999999984, "model_bytes": 4132, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0011013410000000057, "wall_seconds": 0.0011000699960277416, "train_loss": 0.18426209322951873, "train_score": 0.9295774647887324, "validation_loss": 0.2443015320486447, "validation_score": 0.8888888888888888, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [0, 3, "svm"], "scores": {"accuracy": 0.8695652173913043, "balanced_accuracy": 0.8690476190476191, "f1": 0.8666666666666667, "mcc": 0.8068181818181818, "roc_auc": 0.9827380952380952, "average_precision": 0.9690736016628874, "log_loss": 0.290593428923301, "brier": 0.18643926543235997}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0011570959999999963, "fit_wall_seconds": 0.001154170999143389, "predict_ms_per_1000": 1.1644470000000129, "model_bytes": 3352, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0011381779999999897, "wall_seconds": 0.0011353629979566904, "train_loss": 0.13248841534277797, "train_score": 0.9577464788732394, "validation_loss": 0.14290799316375313, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [0, 4, "svm"], "scores": {"accuracy": 0.9130434782608695, "balanced_accuracy": 0.9107142857142857, "f1": 0.9107142857142857, "mcc": 0.8693181818181818, "roc_auc": 0.9827380952380952, "average_precision": 0.9690736016628874, "log_loss": 0.2599346883837095, "brier": 0.15517021331278533}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0012132300000000096, "fit_wall_seconds": 0.0012116760008211713, "predict_ms_per_1000": 1.108994000000002, "model_bytes": 2832, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0011987380000000047, "wall_seconds": 0.0011971439998887945, "train_loss": 0.0811036494432252, "train_score": 0.971830985915493, "validation_loss": 0.11230573049272231, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [0, 5, "svm"], "scores": {"accuracy": 0.9130434782608695, "balanced_accuracy": 0.9107142857142857, "f1": 0.9107142857142857, "mcc": 0.8693181818181818, "roc_auc": 0.9474206349206349, "average_precision": 0.933635891225177, "log_loss": 0.36393058099424463, "brier": 0.1871426735411332}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.001273407999999976, "fit_wall_seconds": 0.0012703149986919016, "predict_ms_per_1000": 0.9998420000000008, "model_bytes": 2780, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0012569639999999993, "wall_seconds": 0.0012537709990283474, "train_loss": 0.11067766727532913, "train_score": 0.9859154929577465, "validation_loss": 0.18277552772157604, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [0, 6, "svm"], "scores": {"accuracy": 0.8695652173913043, "balanced_accuracy": 0.8630952380952381, "f1": 0.8642533936651583, "mcc": 0.8057274405553965, "roc_auc": 0.9269841269841269, "average_precision": 0.9100529100529101, "log_loss": 0.5145540643892423, "brier": 0.26029554131951055}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0011041070000000208, "fit_wall_seconds": 0.0011053389989683637, "predict_ms_per_1000": 1.3098930000000064, "model_bytes": 2572, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0010873919999999926, "wall_seconds": 0.0010885539995797444, "train_loss": 0.15215332753681854, "train_score": 1.0, "validation_loss": 0.2695396893016231, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [1, 0, "svm"], "scores": {"accuracy": 0.6521739130434783, "balanced_accuracy": 0.6666666666666666, "f1": 0.5359477124183006, "mcc": 0.5875792446018397, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 1.067407173811402, "brier": 0.6378927395121082}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0012139310000000014, "fit_wall_seconds": 0.0012108070004615001, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0011942610000000298, "wall_seconds": 0.0011911359997611726, "train_loss": 1.069160690399919, "train_score": 0.5633802816901409, "validation_loss": 1.068592048607111, "validation_score": 0.6111111111111112, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [1, 1, "svm"], "scores": {"accuracy": 1.0, "balanced_accuracy": 1.0, "f1": 1.0, "mcc": 1.0, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.26322766744664167, "brier": 0.0953298010707454}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0012461579999999972, "fit_wall_seconds": 0.0012438960002327804, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0012301349999999656, "wall_seconds": 0.001227872000526986, "train_loss": 0.3967967964775756, "train_score": 0.8732394366197183, "validation_loss": 0.34214696561624636, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [1, 2, "svm"], "scores": {"accuracy": 1.0, "balanced_accuracy": 1.0, "f1": 1.0, "mcc": 1.0, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.08984480148785236, "brier": 0.020583795619462063}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.001270725000000028, "fit_wall_seconds": 0.0012885720007034251, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0012497140000000129, "wall_seconds": 0.0012675810012297006, "train_loss": 0.21770271192467486, "train_score": 0.9154929577464789, "validation_loss": 0.18159786063202543, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [1, 3, "svm"], "scores": {"accuracy": 1.0, "balanced_accuracy": 1.0, "f1": 1.0, "mcc": 1.0, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.06755625468345054, "brier": 0.014219746169584739}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.001179680999999988, "fit_wall_seconds": 0.001177558002382284, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0011647779999999774, "wall_seconds": 0.001162705002570874, "train_loss": 0.16827299068411636, "train_score": 0.9295774647887324, "validation_loss": 0.08659333338355316, "validation_score": 1.0, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [1, 4, "svm"], "scores": {"accuracy": 1.0, "balanced_accuracy": 1.0, "f1": 1.0, "mcc": 1.0, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.07952386300953992, "brier": 0.015164015572103205}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0010520190000000151, "fit_wall_seconds": 0.0010492450001038378, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.001036546000000027, "wall_seconds": 0.0010339020009269007, "train_loss": 0.13183518801518382, "train_score": 0.9577464788732394, "validation_loss": 0.08864528000642985, "validation_score": 1.0, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [1, 5, "svm"], "scores": {"accuracy": 0.9565217391304348, "balanced_accuracy": 0.9523809523809524, "f1": 0.9547511312217195, "mcc": 0.9371581578091136, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.16443532215262915, "brier": 0.06374641429259816}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0010185490000000352, "fit_wall_seconds": 0.0010169569977733772, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.001003436999999996, "wall_seconds": 0.0010018749999289867, "train_loss": 0.15831752691189144, "train_score": 0.971830985915493, "validation_loss": 0.13970656744429186, "validation_score": 1.0, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [1, 6, "svm"], "scores": {"accuracy": 0.9565217391304348, "balanced_accuracy": 0.9523809523809524, "f1": 0.9547511312217195, "mcc": 0.9371581578091136, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.25991541569464094, "brier": 0.10333110949382297}, "n_train": 71, "n_test": 23, "fit_cpu_seconds": 0.0010670719999999467, "fit_wall_seconds": 0.0010642680008459138, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0010521899999999529, "wall_seconds": 0.0010495359983906383, "train_loss": 0.23929365193261007, "train_score": 0.971830985915493, "validation_loss": 0.27358389539322137, "validation_score": 1.0, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [2, 0, "svm"], "scores": {"accuracy": 0.3181818181818182, "balanced_accuracy": 0.3333333333333333, "f1": 0.16091954022988506, "mcc": 0.0, "roc_auc": 0.9779761904761904, "average_precision": 0.9733923483923483, "log_loss": 1.1072481355384682, "brier": 0.6721581498664857}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0010880739999999944, "fit_wall_seconds": 0.0010836660003405996, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0010699060000000093, "wall_seconds": 0.001065479000317282, "train_loss": 1.0908591592514663, "train_score": 0.3472222222222222, "validation_loss": 1.096652415960436, "validation_score": 0.3333333333333333, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [2, 1, "svm"], "scores": {"accuracy": 0.6363636363636364, "balanced_accuracy": 0.6666666666666666, "f1": 0.5454545454545454, "mcc": 0.5922200922639821, "roc_auc": 0.9690476190476192, "average_precision": 0.9552871896621896, "log_loss": 0.7067829206430569, "brier": 0.43945993462608274}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0013144290000000058, "fit_wall_seconds": 0.004426892000992666, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0012918660000000304, "wall_seconds": 0.004404208000778453, "train_loss": 0.6475330360154383, "train_score": 0.6805555555555556, "validation_loss": 0.66719064630308, "validation_score": 0.6666666666666666, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [2, 2, "svm"], "scores": {"accuracy": 0.9545454545454546, "balanced_accuracy": 0.9523809523809524, "f1": 0.9547511312217195, "mcc": 0.9343932500463897, "roc_auc": 0.9783730158730158, "average_precision": 0.9668936387686388, "log_loss": 0.20488314287402207, "brier": 0.09857532880926866}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0013757019999999787, "fit_wall_seconds": 0.009394671998961712, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0013597180000000098, "wall_seconds": 0.009378717999425135, "train_loss": 0.15866016570110514, "train_score": 0.9444444444444444, "validation_loss": 0.31123782388489873, "validation_score": 0.8333333333333334, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [2, 3, "svm"], "scores": {"accuracy": 0.9545454545454546, "balanced_accuracy": 0.9523809523809524, "f1": 0.9547511312217195, "mcc": 0.9343932500463897, "roc_auc": 0.981547619047619, "average_precision": 0.9699239417989419, "log_loss": 0.17193223668418425, "brier": 0.09070808058670479}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0008985600000000482, "fit_wall_seconds": 0.0008958960006566485, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0008836280000000252, "wall_seconds": 0.0008811640000203624, "train_loss": 0.10389989132767219, "train_score": 0.9583333333333334, "validation_loss": 0.1411644935331674, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [2, 4, "svm"], "scores": {"accuracy": 0.8636363636363636, "balanced_accuracy": 0.8690476190476191, "f1": 0.8666666666666667, "mcc": 0.7981366459627329, "roc_auc": 0.9847222222222222, "average_precision": 0.9758763227513229, "log_loss": 0.26657169027730937, "brier": 0.18343935194867136}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009425460000000441, "fit_wall_seconds": 0.0009407529996678932, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.000929625000000045, "wall_seconds": 0.0009278540001105284, "train_loss": 0.0508981141852959, "train_score": 1.0, "validation_loss": 0.1467403900077592, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [2, 5, "svm"], "scores": {"accuracy": 0.9090909090909091, "balanced_accuracy": 0.9166666666666666, "f1": 0.9107142857142857, "mcc": 0.8750170903444453, "roc_auc": 0.9460317460317461, "average_precision": 0.9463624338624338, "log_loss": 0.38657071725665465, "brier": 0.20658139826038813}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.000973004000000055, "fit_wall_seconds": 0.0012004399995930726, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0009572689999999828, "wall_seconds": 0.0011846170000353595, "train_loss": 0.09523616467168525, "train_score": 1.0, "validation_loss": 0.2075090542699376, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [2, 6, "svm"], "scores": {"accuracy": 0.9090909090909091, "balanced_accuracy": 0.9166666666666666, "f1": 0.9107142857142857, "mcc": 0.8750170903444453, "roc_auc": 0.9521825396825397, "average_precision": 0.9523809523809524, "log_loss": 0.4442261661401988, "brier": 0.2216520442414467}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0010256190000000331, "fit_wall_seconds": 0.0010238880004180828, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.001013951000000013, "wall_seconds": 0.0010122309995495016, "train_loss": 0.10363783002918857, "train_score": 1.0, "validation_loss": 0.2563386419466687, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [3, 0, "svm"], "scores": {"accuracy": 0.3181818181818182, "balanced_accuracy": 0.3333333333333333, "f1": 0.16091954022988506, "mcc": 0.0, "roc_auc": 0.9726190476190476, "average_precision": 0.9512991307634163, "log_loss": 1.1079964689795574, "brier": 0.672529298395395}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0011984869999999703, "fit_wall_seconds": 0.0052803359994868515, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0011851569999999367, "wall_seconds": 0.00526707599965448, "train_loss": 1.090700781190433, "train_score": 0.3472222222222222, "validation_loss": 1.097071456176489, "validation_score": 0.3333333333333333, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [3, 1, "svm"], "scores": {"accuracy": 0.6363636363636364, "balanced_accuracy": 0.6666666666666666, "f1": 0.5454545454545454, "mcc": 0.5922200922639821, "roc_auc": 0.9607142857142857, "average_precision": 0.9398513193156051, "log_loss": 0.7474641805880835, "brier": 0.44400202741574707}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009545129999999347, "fit_wall_seconds": 0.0009528010014037136, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0009428059999999627, "wall_seconds": 0.0009411840019311057, "train_loss": 0.6467968766046622, "train_score": 0.6805555555555556, "validation_loss": 0.6529582612129954, "validation_score": 0.6666666666666666, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [3, 2, "svm"], "scores": {"accuracy": 0.8636363636363636, "balanced_accuracy": 0.8630952380952381, "f1": 0.8642533936651584, "mcc": 0.7968905644208341, "roc_auc": 0.9876984126984127, "average_precision": 0.9789115646258503, "log_loss": 0.273207540622028, "brier": 0.1751528130347303}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009025069999998303, "fit_wall_seconds": 0.0009009549994516419, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0008881749999999355, "wall_seconds": 0.000886863999767229, "train_loss": 0.20878455073629476, "train_score": 0.9166666666666666, "validation_loss": 0.27166709367486575, "validation_score": 0.8888888888888888, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [3, 3, "svm"], "scores": {"accuracy": 0.9545454545454546, "balanced_accuracy": 0.9523809523809524, "f1": 0.9547511312217195, "mcc": 0.9343932500463897, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.14588417896429878, "brier": 0.06704170683664049}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009221659999999465, "fit_wall_seconds": 0.0009199620035360567, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0009108189999998961, "wall_seconds": 0.0009087550024560187, "train_loss": 0.157027955880369, "train_score": 0.9444444444444444, "validation_loss": 0.2572827077562849, "validation_score": 0.8888888888888888, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [3, 4, "svm"], "scores": {"accuracy": 1.0, "balanced_accuracy": 1.0, "f1": 1.0, "mcc": 1.0, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.08891248688884558, "brier": 0.016418263783093398}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0008825269999997998, "fit_wall_seconds": 0.0008808749989839271, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0008717199999999092, "wall_seconds": 0.0008701679998921463, "train_loss": 0.13026851809249285, "train_score": 0.9583333333333334, "validation_loss": 0.16525771017792745, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [3, 5, "svm"], "scores": {"accuracy": 1.0, "balanced_accuracy": 1.0, "f1": 1.0, "mcc": 1.0, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.15036771859808648, "brier": 0.039385355170974475}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0008825260000000501, "fit_wall_seconds": 0.000881145999301225, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0008724909999999753, "wall_seconds": 0.000871150001330534, "train_loss": 0.144728057962886, "train_score": 0.9861111111111112, "validation_loss": 0.22567412134429615, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [3, 6, "svm"], "scores": {"accuracy": 0.9545454545454546, "balanced_accuracy": 0.9583333333333334, "f1": 0.9555555555555556, "mcc": 0.9347826086956522, "roc_auc": 0.9880952380952381, "average_precision": 0.986111111111111, "log_loss": 0.24367364302589933, "brier": 0.13029666779672688}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0008911789999999087, "fit_wall_seconds": 0.0008899560016288888, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0008813649999999118, "wall_seconds": 0.0008802320007816888, "train_loss": 0.181183106683873, "train_score": 1.0, "validation_loss": 0.3932453591914633, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [4, 0, "svm"], "scores": {"accuracy": 0.8636363636363636, "balanced_accuracy": 0.8690476190476191, "f1": 0.8666666666666667, "mcc": 0.7981366459627329, "roc_auc": 0.9845238095238096, "average_precision": 0.972777305366591, "log_loss": 0.8932070701158427, "brier": 0.5264220985635564}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.001040281999999948, "fit_wall_seconds": 0.001038387999869883, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0010263910000000154, "wall_seconds": 0.0010245169996778714, "train_loss": 0.8842533961527796, "train_score": 0.9027777777777778, "validation_loss": 0.8877833699944095, "validation_score": 0.8888888888888888, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [4, 1, "svm"], "scores": {"accuracy": 0.8636363636363636, "balanced_accuracy": 0.8690476190476191, "f1": 0.8666666666666667, "mcc": 0.7981366459627329, "roc_auc": 0.9876984126984127, "average_precision": 0.9795800264550265, "log_loss": 0.34381976017153365, "brier": 0.18575735213402672}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009099489999999655, "fit_wall_seconds": 0.0009086050013138447, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0008980309999999658, "wall_seconds": 0.0008966770001279656, "train_loss": 0.31501201455617434, "train_score": 0.9027777777777778, "validation_loss": 0.33339076564264, "validation_score": 0.8888888888888888, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [4, 2, "svm"], "scores": {"accuracy": 0.9090909090909091, "balanced_accuracy": 0.9166666666666666, "f1": 0.9107142857142857, "mcc": 0.8750170903444453, "roc_auc": 0.9876984126984127, "average_precision": 0.9795800264550265, "log_loss": 0.21899701471114505, "brier": 0.1314450620188576}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009456810000000315, "fit_wall_seconds": 0.0009440279991395073, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0009340430000001065, "wall_seconds": 0.0009324999991804361, "train_loss": 0.22778498937424752, "train_score": 0.9027777777777778, "validation_loss": 0.22697779351508085, "validation_score": 0.8888888888888888, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [4, 3, "svm"], "scores": {"accuracy": 0.9090909090909091, "balanced_accuracy": 0.9166666666666666, "f1": 0.9107142857142857, "mcc": 0.8750170903444453, "roc_auc": 0.9938492063492065, "average_precision": 0.9894179894179894, "log_loss": 0.20083694988379452, "brier": 0.12309034466692013}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009420759999999584, "fit_wall_seconds": 0.0009401309998793295, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0009279449999999301, "wall_seconds": 0.000926080998397083, "train_loss": 0.15707280904690946, "train_score": 0.9305555555555556, "validation_loss": 0.08095690866688764, "validation_score": 1.0, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [4, 4, "svm"], "scores": {"accuracy": 0.9545454545454546, "balanced_accuracy": 0.9583333333333334, "f1": 0.9555555555555556, "mcc": 0.9347826086956522, "roc_auc": 0.9938492063492065, "average_precision": 0.9894179894179894, "log_loss": 0.16495991171365, "brier": 0.08662493784929387}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0009145219999998622, "fit_wall_seconds": 0.0009127809989877278, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0009016339999999845, "wall_seconds": 0.0008998009998322232, "train_loss": 0.08459343200430589, "train_score": 0.9861111111111112, "validation_loss": 0.060728460004106116, "validation_score": 1.0, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [4, 5, "svm"], "scores": {"accuracy": 0.9090909090909091, "balanced_accuracy": 0.9107142857142857, "f1": 0.9107142857142857, "mcc": 0.8633540372670807, "roc_auc": 0.9688492063492063, "average_precision": 0.9604001322751322, "log_loss": 0.3227011085737748, "brier": 0.17219270506666076}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.0008586509999999326, "fit_wall_seconds": 0.0008584689985582372, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0008473239999999826, "wall_seconds": 0.0008471330002066679, "train_loss": 0.0712456345263435, "train_score": 1.0, "validation_loss": 0.07661860955621824, "validation_score": 1.0, "seed": 0}], "chosen": {}, "groups": null}, {"cell": [4, 6, "svm"], "scores": {"accuracy": 0.9090909090909091, "balanced_accuracy": 0.9107142857142857, "f1": 0.9107142857142857, "mcc": 0.8633540372670807, "roc_auc": 0.9442460317460317, "average_precision": 0.9389054232804233, "log_loss": 0.41088361018368025, "brier": 0.18760048146325933}, "n_train": 72, "n_test": 22, "fit_cpu_seconds": 0.001005741000000171, "fit_wall_seconds": 0.001003905998004484, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.000995145000000086, "wall_seconds": 0.0009933199999068165, "train_loss": 0.06432169107554962, "train_score": 1.0, "validation_loss": 0.1252467879797613, "validation_score": 0.9444444444444444, "seed": 0}], "chosen": {}, "groups": null}], "tried": [], "note": ""}');
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
	model_bytes BIGINT, 
	metric VARCHAR(40) DEFAULT '' NOT NULL, 
	PRIMARY KEY (race_id, contender), 
	FOREIGN KEY(race_id) REFERENCES races (id) ON DELETE CASCADE
);
INSERT INTO "results" VALUES('race-iris','keras_mlp',0,'done',3.15789473684210508e-01,1.83682865884157942e-01,4.75046533023168571e-01,4.18080625530364846e-03,3.36851999999998596e-01,17903,'accuracy');
INSERT INTO "results" VALUES('race-iris','decision_tree',1,'done',9.73684210526315818e-01,8.7699428470855878e-01,9.98683715740549815e-01,1.22683000000000513e-03,8.42659999999995079e-02,2084,'accuracy');
INSERT INTO "results" VALUES('race-iris','svm',2,'done',9.73684210526315818e-01,8.7699428470855878e-01,9.98683715740549815e-01,0.001682981,1.34301299999999712e+00,3508,'accuracy');
INSERT INTO "results" VALUES('race-iris','random_forest',3,'done',9.47368421052631526e-01,0.836816455536902,9.91079819881690693e-01,1.41938039999999886e-02,7.61575000000000446e-01,15475,'accuracy');
INSERT INTO "results" VALUES('race-iris','dummy',4,'done',3.42105263157894745e-01,2.05248975926829668e-01,5.02229388788716479e-01,1.99757000000001794e-04,2.13820000000003451e-02,639,'accuracy');
INSERT INTO "results" VALUES('study-setting','svm',0,'done',9.46245059288537526e-01,8.36948811741200504e-01,1.0,3.78349359999994722e-02,1.30989300000000641e+00,2572,'accuracy');
CREATE TABLE room_attempts (
	room VARCHAR(6) NOT NULL, 
	number INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	run VARCHAR(64) NOT NULL, 
	PRIMARY KEY (room, number, position, run), 
	CONSTRAINT fk_room_attempts_member FOREIGN KEY(room, number) REFERENCES room_members (room, number) ON DELETE CASCADE
);
INSERT INTO "room_attempts" VALUES('BCDFHJ',1,0,'run');
CREATE TABLE room_lessons (
	room VARCHAR(6) NOT NULL, 
	position INTEGER NOT NULL, 
	lesson TEXT NOT NULL, 
	lesson_key VARCHAR(64) NOT NULL, 
	low BOOLEAN NOT NULL, 
	PRIMARY KEY (room, position), 
	FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE
);
INSERT INTO "room_lessons" VALUES('BCDFHJ',0,'eNo9zMEKwjAQhOFXKXMOgtec-xYissSpDaxN2axeQt69xkOPw_8xDa8iitggqo-yIN4a3pT6MSJCKbZdjJJWPhEwANxI9HsP2FXSyX65ujjHWVpld9qJAzy7Djoz5ZrLNv1DwJc2JuK1H_EiLvA','d28455b70dd0f76805078b1b80c57ef26674e22f9d1992464d3fab92813c1c51',0);
CREATE TABLE room_members (
	room VARCHAR(6) NOT NULL, 
	number INTEGER NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	nickname VARCHAR(100) NOT NULL, 
	name_key VARCHAR(64) NOT NULL, 
	joined DATETIME NOT NULL, 
	PRIMARY KEY (room, number), 
	CONSTRAINT uq_room_members_owner UNIQUE (room, owner), 
	CONSTRAINT uq_room_members_name UNIQUE (room, name_key), 
	FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE
);
INSERT INTO "room_members" VALUES('BCDFHJ',1,'another','Ada','ada','2026-11-30 12:00:00.000000');
CREATE TABLE room_progress (
	room VARCHAR(6) NOT NULL, 
	number INTEGER NOT NULL, 
	position INTEGER NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	begun DATETIME NOT NULL, 
	attempts INTEGER NOT NULL, 
	contender VARCHAR(100) NOT NULL, 
	value DOUBLE, 
	improved DATETIME, 
	reached DATETIME, 
	data VARCHAR(100) NOT NULL, 
	settings TEXT NOT NULL, bet VARCHAR(2000) DEFAULT '' NOT NULL, outcome TEXT, answers_before VARCHAR(2), answers_after VARCHAR(2), 
	PRIMARY KEY (room, number, position), 
	CONSTRAINT fk_room_progress_member FOREIGN KEY(room, number) REFERENCES room_members (room, number) ON DELETE CASCADE
);
INSERT INTO "room_progress" VALUES('BCDFHJ',1,0,'another','2026-11-30 12:00:00.000000',1,'',1.0,'2026-11-30 12:00:00.000000','2026-11-30 12:00:00.000000','','','',NULL,NULL,NULL);
CREATE TABLE room_teachers (
	room VARCHAR(6) NOT NULL, 
	owner VARCHAR(64) NOT NULL, 
	PRIMARY KEY (room, owner), 
	FOREIGN KEY(room) REFERENCES rooms (code) ON DELETE CASCADE
);
INSERT INTO "room_teachers" VALUES('BCDFHJ','teacher');
CREATE TABLE rooms (
	code VARCHAR(6) NOT NULL, 
	teacher VARCHAR(64) NOT NULL, 
	opened DATETIME NOT NULL, 
	ends DATETIME NOT NULL, 
	joined INTEGER NOT NULL, 
	nameless BOOLEAN NOT NULL, 
	frozen DATETIME, 
	frozen_board TEXT, title VARCHAR(100) DEFAULT '' NOT NULL, ranking VARCHAR(20) DEFAULT 'first' NOT NULL, bets BOOLEAN DEFAULT 0 NOT NULL, measures BOOLEAN DEFAULT 0 NOT NULL, 
	PRIMARY KEY (code)
);
INSERT INTO "rooms" VALUES('BCDFHJ','hash','2026-11-30 12:00:00.000000','2026-12-01 12:00:00.000000',1,0,NULL,NULL,'A class','first',0,0);
CREATE TABLE running (
	race_id VARCHAR(64) NOT NULL, 
	server VARCHAR(64) NOT NULL, 
	PRIMARY KEY (race_id), 
	FOREIGN KEY(race_id) REFERENCES races (id) ON DELETE CASCADE
);
CREATE TABLE servers (
	id VARCHAR(64) NOT NULL, 
	machine VARCHAR(64) NOT NULL, 
	process INTEGER NOT NULL, 
	seen DATETIME NOT NULL, 
	PRIMARY KEY (id)
);
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
INSERT INTO "tags" VALUES('race-iris','flowers');
INSERT INTO "tags" VALUES('race-iris','a tag');
CREATE TABLE titles (
	race_id VARCHAR(64) NOT NULL, 
	title VARCHAR(100) NOT NULL, 
	PRIMARY KEY (race_id), 
	FOREIGN KEY(race_id) REFERENCES races (id) ON DELETE CASCADE
);
CREATE INDEX ix_races_owner_started ON races (owner, started);
CREATE INDEX ix_races_deleted ON races (deleted);
CREATE INDEX ix_lessons_owner ON lessons (owner);
CREATE INDEX ix_room_members_owner ON room_members (owner);
CREATE INDEX ix_room_progress_owner ON room_progress (owner);
CREATE INDEX ix_lti_learners_due ON lti_learners (due);
COMMIT;
