BEGIN TRANSACTION;
CREATE TABLE alembic_version (
	version_num VARCHAR(32) NOT NULL, 
	CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num)
);
INSERT INTO "alembic_version" VALUES('004');
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
INSERT INTO "races" VALUES('race-iris','somebody','2026-11-26 12:00:00.000000','2026-11-26 12:00:09.000000',NULL,'iris','finished','{"id": "{names} are too close to call.", "values": {"names": {"id": "{first} and {second}", "values": {"first": {"id": "SVM", "values": {}, "text": "SVM"}, "second": {"id": "Decision tree", "values": {}, "text": "Decision tree"}}, "text": "SVM and Decision tree"}}, "text": "SVM and Decision tree are too close to call."}','A *note*.','{
  "version": 1,
  "dataset": {
    "name": "iris",
    "options": {}
  },
  "contenders": {
    "decision_tree": {
      "max_depth": 3,
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
    "smote": false
  }
}','{"version": 2, "spec": {"version": 1, "dataset": {"name": "iris", "options": {}}, "contenders": {"decision_tree": {"max_depth": 3, "min_samples_leaf": 1, "criterion": "gini", "criterion_regression": "squared_error", "splitter": "best", "min_samples_split": 2, "max_features": "all", "max_features_share": 0.5, "max_leaf_nodes": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "svm": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "dummy": {}}, "rules": {"test_share": 0.25, "validation_share": 0.2, "seed": 0, "split_seed": null, "seeds": 1, "split": "random", "split_by": "", "stratify": true, "metric": "auto", "rows": null, "leave_out": [], "unique": false, "muted": [], "scale": "standard", "calibration": "own", "time_limit": 600}, "transform": {"components": null, "degree": 1, "copies": 0, "shift": 0.05, "rotate": 10.0, "zoom": 0.1, "flip": false, "noise": 0.1, "smote": false}}, "environment": {"python": "3.11.7", "bakeoff": "0.1.0", "scikit-learn": "1.9.1", "scikit-learn-intelex": "2026.2.0", "imbalanced-learn": "0.14.2", "optuna": "5.0.0", "keras": "3.15.1", "tensorflow-cpu": "2.21.0", "torch": "2.13.0+cpu", "numpy": "2.4.6", "scipy": "1.17.1", "pandas": "3.1.1", "system": "Linux 6.18.44-fc-v595", "processor": "AMD EPYC", "cores": "2"}, "data": {"task": "classification", "classes": ["Setosa", "Versicolor", "Virginica"], "target": "Species", "train_rows": 89, "validation_rows": 23, "test_rows": 38, "features": 4, "preprocessing": [{"id": "Numbers are scaled to mean 0 and variance 1, as measured on the training part.", "values": {}, "text": "Numbers are scaled to mean 0 and variance 1, as measured on the training part."}, "The SVM''s probabilities are calibrated by one number, fitted on training rows that were held out in turn."]}, "verdict": {"sentence": {"id": "{names} are too close to call.", "values": {"names": {"id": "{first} and {second}", "values": {"first": {"id": "SVM", "values": {}, "text": "SVM"}, "second": {"id": "Decision tree", "values": {}, "text": "Decision tree"}}, "text": "SVM and Decision tree"}}, "text": "SVM and Decision tree are too close to call."}, "headline": {"id": "{names} are too close to call.", "values": {"names": {"id": "{first} and {second}", "values": {"first": {"id": "SVM", "values": {}, "text": "SVM"}, "second": {"id": "Decision tree", "values": {}, "text": "Decision tree"}}, "text": "SVM and Decision tree"}}, "text": "SVM and Decision tree are too close to call."}, "test": {"id": "{test} on {n} held-out rows, Holm-corrected, at {alpha} %: on this split, with this seed", "values": {"test": {"id": "McNemar''s exact test", "values": {}, "text": "McNemar''s exact test"}, "n": 38, "alpha": "5"}, "text": "McNemar''s exact test on 38 held-out rows, Holm-corrected, at 5 %: on this split, with this seed"}, "metric": "accuracy", "leaders": ["svm", "decision_tree"], "ranks": {"svm": 1, "decision_tree": 1}, "scores": {"decision_tree": 0.9473684210526315, "svm": 0.9736842105263158, "dummy": 0.34210526315789475}, "pairs": [{"first": "decision_tree", "second": "svm", "difference": -0.02631578947368421, "low": -0.10951456971864756, "high": 0.059514569718647554, "p_value": 1.0, "decided": false, "test": {"id": "McNemar''s exact test", "values": {}, "text": "McNemar''s exact test"}}, {"first": "decision_tree", "second": "dummy", "difference": 0.6052631578947368, "low": 0.40686096227066765, "high": 0.7431390377293323, "p_value": 2.384185791015625e-07, "decided": true, "test": {"id": "McNemar''s exact test", "values": {}, "text": "McNemar''s exact test"}}, {"first": "svm", "second": "dummy", "difference": 0.631578947368421, "low": 0.433115080219834, "high": 0.7668849197801659, "p_value": 2.384185791015625e-07, "decided": true, "test": {"id": "McNemar''s exact test", "values": {}, "text": "McNemar''s exact test"}}], "caveats": [{"code": "repeated", "level": "note", "what": {"id": "Test rows that also stand, value for value, in the part to learn from: {n} of {all}.", "values": {"n": 1, "all": 38}, "text": "Test rows that also stand, value for value, in the part to learn from: 1 of 38."}, "reason": {"id": "A contender that only remembers rows is right on these, which says nothing of new ones.", "values": {}, "text": "A contender that only remembers rows is right on these, which says nothing of new ones."}, "mend": {"id": "If they are the same things written down twice, remove repeated rows.", "values": {}, "text": "If they are the same things written down twice, remove repeated rows."}, "mend_with": {"rules.unique": true}, "button": {"id": "Remove repeated rows", "values": {}, "text": "Remove repeated rows"}, "headline": ""}]}, "contenders": {"decision_tree": {"status": "done", "message": "", "parameters": {"max_depth": 3, "min_samples_leaf": 1, "criterion": "gini", "criterion_regression": "squared_error", "splitter": "best", "min_samples_split": 2, "max_features": "all", "max_features_share": 0.5, "max_leaf_nodes": null, "min_impurity_decrease": 0.0, "ccp_alpha": 0.0, "class_weight": "none"}, "metrics": {"accuracy": {"value": 0.9473684210526315, "low": 0.836816455536902, "high": 0.9910798198816907}, "balanced_accuracy": {"value": 0.9444444444444445, "low": 0.8435971811419799, "high": 0.9883727605090576}, "f1": {"value": 0.9458874458874459, "low": 0.8305139124437512, "high": 0.9881548076200313}, "mcc": {"value": 0.9247044047320568, "low": 0.7864132522156337, "high": 0.9840282252558175}, "roc_auc": {"value": 1.0, "low": 0.9547267651398169, "high": 1.0}, "average_precision": {"value": 1.0, "low": 0.900234551624938, "high": 1.0}, "log_loss": {"value": 0.03648143055578681, "low": 0.01719730105737928, "high": 2.3291510778671602}, "brier": {"value": 0.02631578947368421, "low": 0.007329304357236732, "high": 0.15943784169182285}}, "costs": {"fit_cpu_seconds": 0.0015677129999999984, "fit_wall_seconds": 0.008403053000620275, "predict_ms_per_1000": 0.11931700000000767, "model_bytes": 1909, "sizes": {"nodes": 7, "leaves": 4}, "startup_cpu_seconds": 6.0720000000014096e-05, "calibration_cpu_seconds": 0.0, "scoring_cpu_seconds": 0.001067624000000017, "predict_ms_low": 0.11319800000000879, "predict_ms_high": 0.13471900000000536}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9473684210526315, "balanced_accuracy": 0.9444444444444445, "f1": 0.9458874458874459, "mcc": 0.9247044047320568, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.03648143055578681, "brier": 0.02631578947368421}, "fit_cpu_seconds": 0.0015677129999999984}], "curve": [{"index": 1, "total": 3, "cpu_seconds": 0.0014942639999999952, "wall_seconds": 0.008334091000506305, "train_loss": 0.46729023408535636, "train_score": 0.6629213483146067, "validation_loss": 0.4520525090608339, "validation_score": 0.6521739130434783, "seed": 0}, {"index": 2, "total": 3, "cpu_seconds": 0.0015383189999999825, "wall_seconds": 0.008372658000553201, "train_loss": 0.04963687515926821, "train_score": 0.9887640449438202, "validation_loss": 1.8742768145663218, "validation_score": 0.8695652173913043, "seed": 0}, {"index": 3, "total": 3, "cpu_seconds": 0.001556355999999981, "wall_seconds": 0.00839006300066103, "train_loss": 0.015576341136178546, "train_score": 0.9887640449438202, "validation_loss": 4.701346094232672, "validation_score": 0.8695652173913043, "seed": 0}]}, "svm": {"status": "done", "message": "", "parameters": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "metrics": {"accuracy": {"value": 0.9736842105263158, "low": 0.8769942847085588, "high": 0.9986837157405498}, "balanced_accuracy": {"value": 0.9722222222222222, "low": 0.8800405260608292, "high": 0.9974128252585941}, "f1": {"value": 0.9731615673644658, "low": 0.8720536075486232, "high": 0.9973989828738246}, "mcc": {"value": 0.9614604198382445, "low": 0.8231860308691861, "high": 0.9962357465456518}, "roc_auc": {"value": 1.0, "low": 0.9394794138421435, "high": 1.0}, "average_precision": {"value": 1.0, "low": 0.9042626161471162, "high": 1.0}, "log_loss": {"value": 0.08904916996551338, "low": 0.04835831813929192, "high": 0.38465606707731237}, "brier": {"value": 0.04143974822326217, "low": 0.009815627382298013, "high": 0.18928209939735333}}, "costs": {"fit_cpu_seconds": 0.0022389899999999963, "fit_wall_seconds": 0.010351874000207317, "predict_ms_per_1000": 1.6567570000000087, "model_bytes": 3508, "sizes": {"support vectors": 39}, "startup_cpu_seconds": 0.00013449000000001488, "calibration_cpu_seconds": 0.020267393999999994, "scoring_cpu_seconds": 0.0022554939999999968, "predict_ms_low": 1.3060169999999927, "predict_ms_high": 1.9260160000000026}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.9736842105263158, "balanced_accuracy": 0.9722222222222222, "f1": 0.9731615673644658, "mcc": 0.9614604198382445, "roc_auc": 1.0, "average_precision": 1.0, "log_loss": 0.08904916996551338, "brier": 0.04143974822326217}, "fit_cpu_seconds": 0.0022389899999999963}], "curve": [{"index": 1, "total": 1, "cpu_seconds": 0.0022170870000000342, "wall_seconds": 0.010330571999929816, "train_loss": 0.08050914613249324, "train_score": 0.9775280898876404, "validation_loss": 0.26300622969669785, "validation_score": 0.9130434782608695, "seed": 0}]}, "dummy": {"status": "done", "message": "", "parameters": {}, "metrics": {"accuracy": {"value": 0.34210526315789475, "low": 0.20524897592682967, "high": 0.5022293887887165}, "balanced_accuracy": {"value": 0.3333333333333333, "low": null, "high": null}, "f1": {"value": 0.1699346405228758, "low": 0.10677859205537486, "high": 0.21923687331463748}, "mcc": {"value": 0.0, "low": null, "high": null}, "roc_auc": {"value": 0.5, "low": null, "high": null}, "average_precision": {"value": 0.3333333333333333, "low": null, "high": null}, "log_loss": {"value": 1.0990368873274543, "low": 1.093919867870098, "high": 1.1043320520245736}, "brier": {"value": 0.6669479531425457, "low": 0.6635560964844445, "high": 0.6704578951942906}}, "costs": {"fit_cpu_seconds": 0.00048402399999999957, "fit_wall_seconds": 0.0034118200001103105, "predict_ms_per_1000": 0.030045000000006317, "model_bytes": 639, "sizes": {}, "startup_cpu_seconds": 3.978899999998453e-05, "calibration_cpu_seconds": 0.0, "scoring_cpu_seconds": 0.00047502399999999056, "predict_ms_low": 0.02840199999998294, "predict_ms_high": 0.03846700000001424}, "unfinished": false, "seeds": [{"seed": 0, "metrics": {"accuracy": 0.34210526315789475, "balanced_accuracy": 0.3333333333333333, "f1": 0.1699346405228758, "mcc": 0.0, "roc_auc": 0.5, "average_precision": 0.3333333333333333, "log_loss": 1.0990368873274543, "brier": 0.6669479531425457}, "fit_cpu_seconds": 0.00048402399999999957}], "curve": [{"index": 1, "total": 1, "cpu_seconds": 0.00045212699999996886, "wall_seconds": 0.003384139999980107, "train_loss": 1.098485561087903, "train_score": 0.33707865168539325, "validation_loss": 1.0992308321310909, "validation_score": 0.30434782608695654, "seed": 0}]}}}');
INSERT INTO "races" VALUES('study-setting','somebody','2026-11-26 13:00:00.000000','2026-11-26 13:00:09.000000',NULL,'iris','finished','{"id": "{label} scores best with “{setting}” at {value}, but no other value can be told apart from it.", "values": {"label": {"id": "SVM", "values": {}, "text": "SVM"}, "setting": {"id": "Penalty C", "values": {}, "text": "Penalty C"}, "value": "1"}, "text": "SVM scores best with “Penalty C” at 1, but no other value can be told apart from it."}','','{
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
    "smote": false
  }
}','{"version": 2, "id": "study-setting", "spec": {"version": 1, "dataset": {"name": "iris", "options": {}}, "contenders": {"svm": {"C": 1.0, "kernel": "rbf", "gamma": "scale", "gamma_value": 0.1, "degree": 3, "coef0": 0.0, "epsilon": 0.1, "class_weight": "none", "tol": 0.001, "shrinking": true, "max_iter": null}, "dummy": {}}, "rules": {"test_share": 0.25, "validation_share": 0.2, "seed": 0, "split_seed": null, "seeds": 1, "split": "random", "split_by": "", "stratify": true, "metric": "auto", "rows": null, "leave_out": [], "unique": false, "muted": [], "scale": "standard", "calibration": "own", "time_limit": 600}, "transform": {"components": null, "degree": 1, "copies": 0, "shift": 0.05, "rotate": 10.0, "zoom": 0.1, "flip": false, "noise": 0.1, "smote": false}}, "plan": {"question": "setting", "varied": "svm.C", "datasets": ["iris", "wine", "breast_cancer", "digits"], "method": "k_fold", "folds": 3, "repeats": 1, "until_decided": false, "rope": 0.01, "group": "", "learning_part": true, "trials": 0, "tuning_cpu_seconds": null, "minutes": 5.0}, "environment": {"python": "3.11.7", "bakeoff": "0.1.0", "scikit-learn": "1.9.1", "scikit-learn-intelex": "2026.2.0", "imbalanced-learn": "0.14.2", "optuna": "5.0.0", "keras": "3.15.1", "tensorflow-cpu": "2.21.0", "torch": "2.13.0+cpu", "numpy": "2.4.6", "scipy": "1.17.1", "pandas": "3.1.1", "system": "Linux 6.18.44-fc-v595", "processor": "AMD EPYC", "cores": "2"}, "lanes": [{"name": "svm", "contender": "svm", "tuned": false, "status": "done", "message": ""}], "points": [0.01, 0.0464, 0.215, 1.0, 4.64, 21.5, 100.0], "n_folds": 3, "folds_per_repeat": 3, "fitted": [{"cell": [0, 0, "svm"], "scores": {"accuracy": 0.5526315789473685, "balanced_accuracy": 0.5576923076923077, "f1": 0.45714285714285713, "mcc": 0.4013614631906038, "roc_auc": 0.9343589743589744, "average_precision": 0.9223395392198812, "log_loss": 1.0860052967230491, "brier": 0.652522776791146}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.0021618049999999334, "fit_wall_seconds": 0.002147034999779862, "predict_ms_per_1000": 3.119280000000002, "model_bytes": 4548, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0021198229999999374, "wall_seconds": 0.0021067550001134805, "train_loss": 1.0685189666139558, "train_score": 0.5932203389830508, "validation_loss": 1.0781020068550637, "validation_score": 0.6, "seed": 0}], "chosen": {}}, {"cell": [0, 1, "svm"], "scores": {"accuracy": 0.8157894736842105, "balanced_accuracy": 0.8141025641025642, "f1": 0.8155693581780539, "mcc": 0.7290938575771987, "roc_auc": 0.9642307692307691, "average_precision": 0.9418373858419108, "log_loss": 0.5372401460327445, "brier": 0.3053357989033662}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.0014859339999999943, "fit_wall_seconds": 0.0014793440000175906, "predict_ms_per_1000": 1.6708559999999983, "model_bytes": 4548, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0014680279999999823, "wall_seconds": 0.001461537000068347, "train_loss": 0.5229281151379, "train_score": 0.8305084745762712, "validation_loss": 0.6426963252698565, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [0, 2, "svm"], "scores": {"accuracy": 0.9210526315789473, "balanced_accuracy": 0.9188034188034188, "f1": 0.9194847020933977, "mcc": 0.8822935813683566, "roc_auc": 0.9822222222222222, "average_precision": 0.9672673480365789, "log_loss": 0.2280523419544611, "brier": 0.13074498735667592}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.0015027290000000082, "fit_wall_seconds": 0.0014995670003372652, "predict_ms_per_1000": 2.090700000000001, "model_bytes": 3924, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0014847920000000125, "wall_seconds": 0.0014817400001447822, "train_loss": 0.12149695472150662, "train_score": 0.9830508474576272, "validation_loss": 0.28755732310932997, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}, {"cell": [1, 0, "svm"], "scores": {"accuracy": 0.32432432432432434, "balanced_accuracy": 0.3333333333333333, "f1": 0.16326530612244897, "mcc": 0.0, "roc_auc": 0.9684188034188034, "average_precision": 0.9463877172210505, "log_loss": 1.1046528131801654, "brier": 0.6704930437199497}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0022124199999999927, "fit_wall_seconds": 0.015152563999890845, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.002185349000000003, "wall_seconds": 0.015125853999961691, "train_loss": 1.0917877275124548, "train_score": 0.35, "validation_loss": 1.0981907035916507, "validation_score": 0.3333333333333333, "seed": 0}], "chosen": {}}, {"cell": [0, 3, "svm"], "scores": {"accuracy": 0.9473684210526315, "balanced_accuracy": 0.9465811965811964, "f1": 0.9465811965811964, "mcc": 0.920997920997921, "roc_auc": 0.9885042735042736, "average_precision": 0.9783176937023091, "log_loss": 0.17567537541787143, "brier": 0.09658406470588231}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.0018014309999999645, "fit_wall_seconds": 0.0017967059998227342, "predict_ms_per_1000": 1.9918839999999993, "model_bytes": 3092, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0017718569999999878, "wall_seconds": 0.0017682040002000576, "train_loss": 0.08216028358893197, "train_score": 0.9830508474576272, "validation_loss": 0.33474572345701026, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [1, 1, "svm"], "scores": {"accuracy": 0.6216216216216216, "balanced_accuracy": 0.6388888888888888, "f1": 0.5293668954996186, "mcc": 0.5635065593009265, "roc_auc": 0.9577350427350426, "average_precision": 0.9271213354546687, "log_loss": 0.8468556182911098, "brier": 0.5032520135290504}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0014345769999999924, "fit_wall_seconds": 0.001430300999800238, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.001418564000000011, "wall_seconds": 0.0014145569998618157, "train_loss": 0.7789459483180219, "train_score": 0.6833333333333333, "validation_loss": 0.7784080387116622, "validation_score": 0.6666666666666666, "seed": 0}], "chosen": {}}, {"cell": [1, 2, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9717094017094018, "average_precision": 0.9491125976420093, "log_loss": 0.25652896760734056, "brier": 0.14101836741681503}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0014015789999999584, "fit_wall_seconds": 0.0013982420000502316, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0013824599999999743, "wall_seconds": 0.001379314000132581, "train_loss": 0.18966430045514335, "train_score": 0.9333333333333333, "validation_loss": 0.1011878063871134, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [0, 4, "svm"], "scores": {"accuracy": 0.9210526315789473, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8825363825363826, "roc_auc": 0.9874358974358975, "average_precision": 0.9770922035062307, "log_loss": 0.22077878890450398, "brier": 0.12644881185410736}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.0018326090000000406, "fit_wall_seconds": 0.020448112000394758, "predict_ms_per_1000": 1.5238899999999722, "model_bytes": 2884, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.001814231000000055, "wall_seconds": 0.020430195000244566, "train_loss": 0.046202048351400384, "train_score": 1.0, "validation_loss": 0.50750560802558, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [1, 3, "svm"], "scores": {"accuracy": 0.972972972972973, "balanced_accuracy": 0.9722222222222222, "f1": 0.9731615673644658, "mcc": 0.9604418800701361, "roc_auc": 0.9891025641025641, "average_precision": 0.980994319908347, "log_loss": 0.15733158354337526, "brier": 0.06934235262647956}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.001477802000000028, "fit_wall_seconds": 0.001473974999953498, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0014582630000000152, "wall_seconds": 0.0014546870002050127, "train_loss": 0.15845391331728498, "train_score": 0.9333333333333333, "validation_loss": 0.07666917335232208, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [0, 5, "svm"], "scores": {"accuracy": 0.8947368421052632, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8458351689151187, "roc_auc": 0.9662393162393162, "average_precision": 0.9505677430356917, "log_loss": 0.39162255938657636, "brier": 0.192704275666909}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.0013763299999999812, "fit_wall_seconds": 0.010779416999866953, "predict_ms_per_1000": 1.5773649999999972, "model_bytes": 2728, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0013589039999999941, "wall_seconds": 0.010762581999642862, "train_loss": 0.09499127082551093, "train_score": 1.0, "validation_loss": 0.7013219993276274, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [1, 4, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9923931623931624, "average_precision": 0.9869165023011176, "log_loss": 0.1938980260648849, "brier": 0.1144210785575552}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0011200399999999888, "fit_wall_seconds": 0.0011173769999004435, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0011046559999999817, "wall_seconds": 0.0011023750003005262, "train_loss": 0.10094867903351108, "train_score": 0.9666666666666667, "validation_loss": 0.06498613558568392, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [1, 5, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9699145299145299, "average_precision": 0.9657085198751866, "log_loss": 0.2838554837030206, "brier": 0.15840015569861296}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0013053740000000258, "fit_wall_seconds": 0.006511487999887322, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0012859249999999656, "wall_seconds": 0.006492620000244642, "train_loss": 0.1328302637767809, "train_score": 0.9833333333333333, "validation_loss": 0.14109589180477436, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [0, 6, "svm"], "scores": {"accuracy": 0.8947368421052632, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8458351689151187, "roc_auc": 0.9588888888888888, "average_precision": 0.9403532573559455, "log_loss": 0.5712066506102014, "brier": 0.26985988332277033}, "n_train": 59, "n_test": 38, "fit_cpu_seconds": 0.0012929580000000107, "fit_wall_seconds": 0.001289520999762317, "predict_ms_per_1000": 1.3466659999999964, "model_bytes": 2676, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0012721970000000304, "wall_seconds": 0.0012687399998867477, "train_loss": 0.1673174445934633, "train_score": 1.0, "validation_loss": 1.062525805119345, "validation_score": 0.8, "seed": 0}], "chosen": {}}, {"cell": [1, 6, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.923076923076923, "f1": 0.9194847020933977, "mcc": 0.8874366792335794, "roc_auc": 0.9569658119658119, "average_precision": 0.949688814960734, "log_loss": 0.3486851658861116, "brier": 0.17658401576099786}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0013692110000000368, "fit_wall_seconds": 0.006099807999817131, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0013515940000000115, "wall_seconds": 0.006082451999645855, "train_loss": 0.12249210923020767, "train_score": 1.0, "validation_loss": 0.17893577123070875, "validation_score": 1.0, "seed": 0}], "chosen": {}}, {"cell": [2, 0, "svm"], "scores": {"accuracy": 0.8918918918918919, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8417602747525449, "roc_auc": 0.9934615384615384, "average_precision": 0.9885038038884192, "log_loss": 0.3224463100966817, "brier": 0.18054346708323613}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0016374079999999513, "fit_wall_seconds": 0.004725649000192789, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0016202929999999394, "wall_seconds": 0.004708843999651435, "train_loss": 0.2783778602246453, "train_score": 0.9166666666666666, "validation_loss": 0.3757575146760242, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 1, "svm"], "scores": {"accuracy": 0.8918918918918919, "balanced_accuracy": 0.8952991452991452, "f1": 0.8931623931623932, "mcc": 0.8417602747525449, "roc_auc": 0.9934615384615384, "average_precision": 0.9885038038884192, "log_loss": 0.25728314074436537, "brier": 0.1558434362991554}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.001260339999999971, "fit_wall_seconds": 0.0012579049998748815, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0012418220000000035, "wall_seconds": 0.0012398990002111532, "train_loss": 0.23222785356149797, "train_score": 0.9166666666666666, "validation_loss": 0.317533192443549, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 2, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.923076923076923, "f1": 0.9194847020933977, "mcc": 0.8874366792335794, "roc_auc": 0.9934615384615384, "average_precision": 0.9885038038884192, "log_loss": 0.20268338431331126, "brier": 0.11549559316161696}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0013757399999999587, "fit_wall_seconds": 0.0013725670000894752, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0013594459999999309, "wall_seconds": 0.0013570730002356868, "train_loss": 0.2097179748951369, "train_score": 0.9166666666666666, "validation_loss": 0.31257241301954025, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 3, "svm"], "scores": {"accuracy": 0.972972972972973, "balanced_accuracy": 0.9743589743589745, "f1": 0.9733333333333333, "mcc": 0.9605263157894737, "roc_auc": 0.9978205128205128, "average_precision": 0.996031746031746, "log_loss": 0.11897071913024446, "brier": 0.05420295373393585}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.001335440000000021, "fit_wall_seconds": 0.0013327659999049501, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0013186150000000785, "wall_seconds": 0.001316242000029888, "train_loss": 0.11380055732902719, "train_score": 0.9666666666666667, "validation_loss": 0.26960166144962244, "validation_score": 0.8666666666666667, "seed": 0}], "chosen": {}}, {"cell": [2, 4, "svm"], "scores": {"accuracy": 0.972972972972973, "balanced_accuracy": 0.9743589743589745, "f1": 0.9733333333333333, "mcc": 0.9605263157894737, "roc_auc": 0.9978205128205128, "average_precision": 0.996031746031746, "log_loss": 0.10945972380387378, "brier": 0.04852040419387549}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0014246099999998818, "fit_wall_seconds": 0.0015151269999478245, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0014090969999999703, "wall_seconds": 0.0014997439998296613, "train_loss": 0.09258667825193795, "train_score": 0.9666666666666667, "validation_loss": 0.2142493717947277, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}, {"cell": [2, 5, "svm"], "scores": {"accuracy": 0.9459459459459459, "balanced_accuracy": 0.9465811965811964, "f1": 0.9465811965811964, "mcc": 0.918859649122807, "roc_auc": 0.9934615384615384, "average_precision": 0.9883257412103564, "log_loss": 0.1835982710261829, "brier": 0.09398369781044214}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0015374600000001015, "fit_wall_seconds": 0.0019170119999216695, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.001519792999999936, "wall_seconds": 0.0018980049999299808, "train_loss": 0.07124976546638412, "train_score": 1.0, "validation_loss": 0.22370151095749974, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}, {"cell": [2, 6, "svm"], "scores": {"accuracy": 0.918918918918919, "balanced_accuracy": 0.9209401709401709, "f1": 0.9199999999999999, "mcc": 0.8793859649122807, "roc_auc": 0.9696581196581198, "average_precision": 0.9598600710780197, "log_loss": 0.2625989084905546, "brier": 0.12780890705091386}, "n_train": 60, "n_test": 37, "fit_cpu_seconds": 0.0015689359999999652, "fit_wall_seconds": 0.0016239190003943804, "predict_ms_per_1000": null, "model_bytes": null, "steps": [{"index": 1, "total": 1, "cpu_seconds": 0.0015498279999999198, "wall_seconds": 0.0016051210000114224, "train_loss": 0.05032347529218901, "train_score": 1.0, "validation_loss": 0.23364057060012824, "validation_score": 0.9333333333333333, "seed": 0}], "chosen": {}}], "tried": [], "note": ""}');
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
INSERT INTO "results" VALUES('race-iris','decision_tree',0,'done',9.47368421052631526e-01,0.836816455536902,9.91079819881690693e-01,1.56771299999999835e-03,1.19317000000007666e-01,1909,'accuracy');
INSERT INTO "results" VALUES('race-iris','svm',1,'done',9.73684210526315818e-01,8.7699428470855878e-01,9.98683715740549815e-01,2.23898999999999626e-03,1.65675700000000869e+00,3508,'accuracy');
INSERT INTO "results" VALUES('race-iris','dummy',2,'done',3.42105263157894745e-01,2.05248975926829668e-01,5.02229388788716479e-01,4.84023999999999565e-04,3.00450000000063166e-02,639,'accuracy');
INSERT INTO "results" VALUES('study-setting','svm',0,'done',9.64438122332859193e-01,8.78536122446298195e-01,1.0,3.19147329999998064e-02,1.34666599999999636e+00,2676,'accuracy');
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
COMMIT;
