-- The sample registry as Daylight 0.1.0 left it.
BEGIN TRANSACTION;
PRAGMA application_id = 1147238764;
CREATE TABLE "Assessment" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "systemId" INTEGER NOT NULL,
    "type" TEXT NOT NULL,
    "state" TEXT NOT NULL,
    "countsFrom" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "openKey" TEXT,
    "outcome" TEXT,
    "completedOn" TEXT,
    "evidence" TEXT,
    "note" TEXT,
    "reason" TEXT,
    "waivedUntil" TEXT,
    "decidedById" TEXT,
    "snoozedUntil" TEXT,
    CONSTRAINT "Assessment_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "Assessment" VALUES(1,1,'VALIDATE','not-started','2026-01-29','2028-01-29','1:VALIDATE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(2,2,'AIA','completed','2026-07-28','2026-10-26',NULL,'conditions','2026-09-26',NULL,NULL,NULL,NULL,'U0BENOIT',NULL);
INSERT INTO "Assessment" VALUES(3,2,'TRA','completed','2026-07-28','2026-10-26',NULL,'passed','2026-10-11',NULL,NULL,NULL,NULL,'U0BENOIT',NULL);
INSERT INTO "Assessment" VALUES(4,2,'HRIA','not-started','2026-07-28','2026-10-26','2:HRIA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(5,2,'BIAS','not-started','2026-07-28','2026-10-26','2:BIAS',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(6,2,'ACC','not-started','2026-07-28','2026-10-26','2:ACC',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(7,2,'PEER','not-started','2026-07-28','2026-10-26','2:PEER',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(8,2,'VALIDATE','not-started','2026-07-28','2027-07-28','2:VALIDATE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(9,2,'AIA','not-started','2026-09-26','2027-09-26','2:AIA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(10,2,'TRA','not-started','2026-10-11','2028-10-11','2:TRA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(11,3,'PIA','not-started','2026-08-22','2026-11-20','3:PIA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(12,3,'VALIDATE','not-started','2026-08-22','2028-08-22','3:VALIDATE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(13,4,'AIA','completed','2026-09-02','2026-12-01',NULL,'passed','2026-10-16',NULL,NULL,NULL,NULL,'U0AVERY',NULL);
INSERT INTO "Assessment" VALUES(14,4,'PIA','not-started','2026-09-02','2026-12-01','4:PIA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(15,4,'TRA','not-started','2026-09-02','2026-12-01','4:TRA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(16,4,'BIAS','not-started','2026-09-02','2026-12-01','4:BIAS',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(17,4,'ACC','not-started','2026-09-02','2026-12-01','4:ACC',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(18,4,'VALIDATE','not-started','2026-09-02','2027-09-02','4:VALIDATE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(19,4,'AIA','not-started','2026-10-16','2027-10-16','4:AIA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(20,5,'AIA','not-started','2026-09-25','2026-12-24','5:AIA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(21,5,'TRA','not-started','2026-09-25','2026-12-24','5:TRA',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(22,5,'BIAS','not-started','2026-09-25','2026-12-24','5:BIAS',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(23,5,'VALIDATE','not-started','2026-09-25','2027-09-25','5:VALIDATE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(24,6,'TRIAGE','not-started','2026-11-01','2026-12-01','6:TRIAGE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "Assessment" VALUES(25,6,'VALIDATE','not-started','2026-11-01','2027-11-01','6:VALIDATE',NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE "Change" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "systemId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL,
    "byId" TEXT,
    "kind" TEXT NOT NULL,
    "field" TEXT,
    "from" JSONB,
    "to" JSONB,
    "why" TEXT,
    CONSTRAINT "Change_systemId_fkey" FOREIGN KEY ("systemId") REFERENCES "System" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "Change" VALUES(1,1,'2026-01-29T14:29:50.695+00:00','U0AVERY','registered',NULL,NULL,'"Pothole finder"',NULL);
INSERT INTO "Change" VALUES(2,1,'2026-01-29T14:29:50.695+00:00',NULL,'opened','VALIDATE',NULL,'"2028-01-29"',NULL);
INSERT INTO "Change" VALUES(3,2,'2026-07-28T14:29:50.695+00:00','U0BENOIT','registered',NULL,NULL,'"Emergency wait time forecast"',NULL);
INSERT INTO "Change" VALUES(4,2,'2026-07-28T14:29:50.695+00:00',NULL,'opened','AIA',NULL,'"2026-10-26"',NULL);
INSERT INTO "Change" VALUES(5,2,'2026-07-28T14:29:50.695+00:00',NULL,'opened','TRA',NULL,'"2026-10-26"',NULL);
INSERT INTO "Change" VALUES(6,2,'2026-07-28T14:29:50.695+00:00',NULL,'opened','HRIA',NULL,'"2026-10-26"',NULL);
INSERT INTO "Change" VALUES(7,2,'2026-07-28T14:29:50.695+00:00',NULL,'opened','BIAS',NULL,'"2026-10-26"',NULL);
INSERT INTO "Change" VALUES(8,2,'2026-07-28T14:29:50.695+00:00',NULL,'opened','ACC',NULL,'"2026-10-26"',NULL);
INSERT INTO "Change" VALUES(9,2,'2026-07-28T14:29:50.695+00:00',NULL,'opened','PEER',NULL,'"2026-10-26"',NULL);
INSERT INTO "Change" VALUES(10,2,'2026-07-28T14:29:50.695+00:00',NULL,'opened','VALIDATE',NULL,'"2027-07-28"',NULL);
INSERT INTO "Change" VALUES(11,2,'2026-09-26T14:29:50.695+00:00','U0BENOIT','assessed','AIA','{"dueOn":"2026-10-26"}','{"state":"completed","outcome":"conditions","completedOn":"2026-09-26","evidence":null}',NULL);
INSERT INTO "Change" VALUES(12,2,'2026-10-11T14:29:50.695+00:00','U0BENOIT','assessed','TRA','{"dueOn":"2026-10-26"}','{"state":"completed","outcome":"passed","completedOn":"2026-10-11","evidence":null}',NULL);
INSERT INTO "Change" VALUES(13,3,'2026-08-22T14:29:50.695+00:00','U0FARAH','registered',NULL,NULL,'"M365 Copilot"',NULL);
INSERT INTO "Change" VALUES(14,3,'2026-08-22T14:29:50.695+00:00',NULL,'opened','PIA',NULL,'"2026-11-20"',NULL);
INSERT INTO "Change" VALUES(15,3,'2026-08-22T14:29:50.695+00:00',NULL,'opened','VALIDATE',NULL,'"2028-08-22"',NULL);
INSERT INTO "Change" VALUES(16,4,'2026-09-02T14:29:50.695+00:00','U0AVERY','registered',NULL,NULL,'"Licence plate renewal assistant"',NULL);
INSERT INTO "Change" VALUES(17,4,'2026-09-02T14:29:50.695+00:00',NULL,'opened','AIA',NULL,'"2026-12-01"',NULL);
INSERT INTO "Change" VALUES(18,4,'2026-09-02T14:29:50.695+00:00',NULL,'opened','PIA',NULL,'"2026-12-01"',NULL);
INSERT INTO "Change" VALUES(19,4,'2026-09-02T14:29:50.695+00:00',NULL,'opened','TRA',NULL,'"2026-12-01"',NULL);
INSERT INTO "Change" VALUES(20,4,'2026-09-02T14:29:50.695+00:00',NULL,'opened','BIAS',NULL,'"2026-12-01"',NULL);
INSERT INTO "Change" VALUES(21,4,'2026-09-02T14:29:50.695+00:00',NULL,'opened','ACC',NULL,'"2026-12-01"',NULL);
INSERT INTO "Change" VALUES(22,4,'2026-09-02T14:29:50.695+00:00',NULL,'opened','VALIDATE',NULL,'"2027-09-02"',NULL);
INSERT INTO "Change" VALUES(23,4,'2026-10-16T14:29:50.695+00:00','U0AVERY','assessed','AIA','{"dueOn":"2026-12-01"}','{"state":"completed","outcome":"passed","completedOn":"2026-10-16","evidence":null}',NULL);
INSERT INTO "Change" VALUES(24,5,'2026-09-25T14:29:50.695+00:00','U0ELI','registered',NULL,NULL,'"Wildfire spread model"',NULL);
INSERT INTO "Change" VALUES(25,5,'2026-09-25T14:29:50.695+00:00',NULL,'opened','AIA',NULL,'"2026-12-24"',NULL);
INSERT INTO "Change" VALUES(26,5,'2026-09-25T14:29:50.695+00:00',NULL,'opened','TRA',NULL,'"2026-12-24"',NULL);
INSERT INTO "Change" VALUES(27,5,'2026-09-25T14:29:50.695+00:00',NULL,'opened','BIAS',NULL,'"2026-12-24"',NULL);
INSERT INTO "Change" VALUES(28,5,'2026-09-25T14:29:50.695+00:00',NULL,'opened','VALIDATE',NULL,'"2027-09-25"',NULL);
INSERT INTO "Change" VALUES(29,6,'2026-11-01T14:29:50.695+00:00','U0DOMINIQUE','registered',NULL,NULL,'"Reading support recommender"',NULL);
INSERT INTO "Change" VALUES(30,6,'2026-11-01T14:29:50.695+00:00',NULL,'opened','TRIAGE',NULL,'"2026-12-01"',NULL);
INSERT INTO "Change" VALUES(31,6,'2026-11-01T14:29:50.695+00:00',NULL,'opened','VALIDATE',NULL,'"2027-11-01"',NULL);
CREATE TABLE "Lead" (
    "organizationId" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,

    PRIMARY KEY ("organizationId", "personId"),
    CONSTRAINT "Lead_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Lead_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "Lead" VALUES(27,'U0CASEY');
INSERT INTO "Lead" VALUES(7,'U0DOMINIQUE');
CREATE TABLE "Notice" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "to" TEXT NOT NULL,
    "message" JSONB NOT NULL,
    "threadOf" TEXT,
    "from" DATETIME,
    "until" DATETIME,
    "notBefore" DATETIME NOT NULL,
    "expiresAt" DATETIME,
    "state" TEXT NOT NULL,
    "lease" DATETIME,
    "tried" BOOLEAN NOT NULL DEFAULT false,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "lastError" TEXT,
    "channel" TEXT,
    "ts" TEXT,
    "createdAt" DATETIME NOT NULL,
    "sentAt" DATETIME,
    "stale" INTEGER NOT NULL DEFAULT 0,
    "revision" INTEGER NOT NULL DEFAULT 1
);
INSERT INTO "Notice" VALUES(1,'remind:U0AVERY:2026-11-25','reminder','U0AVERY','{"text":"1 review is overdue\nAI-0003 M365 Copilot: Privacy impact assessment (PIA), due November 20, 2026, 5 days overdue (you are the backup)\nAI-0004 Licence plate renewal assistant: Privacy impact assessment (PIA), due December 1, 2026, in 6 days\nAI-0004 Licence plate renewal assistant: Threat and risk assessment (TRA), due December 1, 2026, in 6 days\nAI-0004 Licence plate renewal assistant: Bias and equity test (BIAS), due December 1, 2026, in 6 days\nAI-0004 Licence plate renewal assistant: Accessibility review (ACC), due December 1, 2026, in 6 days","blocks":[{"type":"header","text":{"type":"plain_text","text":"1 review is overdue","emoji":false}},{"type":"section","text":{"type":"plain_text","text":"AI-0003 M365 Copilot: Privacy impact assessment (PIA), due November 20, 2026, 5 days overdue (you are the backup)","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0003 PIA","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0003 PIA","accessibility_label":"Record PIA of AI-0003","style":"primary"},{"type":"button","action_id":"run:1:snooze AI-0003 PIA","text":{"type":"plain_text","text":"Snooze","emoji":false},"value":"snooze AI-0003 PIA","accessibility_label":"Snooze PIA of AI-0003"},{"type":"button","action_id":"run:2:show AI-0003","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0003","accessibility_label":"Open AI-0003"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0004 Licence plate renewal assistant: Privacy impact assessment (PIA), due December 1, 2026, in 6 days","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0004 PIA","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0004 PIA","accessibility_label":"Record PIA of AI-0004","style":"primary"},{"type":"button","action_id":"run:1:snooze AI-0004 PIA","text":{"type":"plain_text","text":"Snooze","emoji":false},"value":"snooze AI-0004 PIA","accessibility_label":"Snooze PIA of AI-0004"},{"type":"button","action_id":"run:2:show AI-0004","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0004","accessibility_label":"Open AI-0004"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0004 Licence plate renewal assistant: Threat and risk assessment (TRA), due December 1, 2026, in 6 days","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0004 TRA","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0004 TRA","accessibility_label":"Record TRA of AI-0004","style":"primary"},{"type":"button","action_id":"run:1:snooze AI-0004 TRA","text":{"type":"plain_text","text":"Snooze","emoji":false},"value":"snooze AI-0004 TRA","accessibility_label":"Snooze TRA of AI-0004"},{"type":"button","action_id":"run:2:show AI-0004","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0004","accessibility_label":"Open AI-0004"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0004 Licence plate renewal assistant: Bias and equity test (BIAS), due December 1, 2026, in 6 days","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0004 BIAS","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0004 BIAS","accessibility_label":"Record BIAS of AI-0004","style":"primary"},{"type":"button","action_id":"run:1:snooze AI-0004 BIAS","text":{"type":"plain_text","text":"Snooze","emoji":false},"value":"snooze AI-0004 BIAS","accessibility_label":"Snooze BIAS of AI-0004"},{"type":"button","action_id":"run:2:show AI-0004","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0004","accessibility_label":"Open AI-0004"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0004 Licence plate renewal assistant: Accessibility review (ACC), due December 1, 2026, in 6 days","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0004 ACC","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0004 ACC","accessibility_label":"Record ACC of AI-0004","style":"primary"},{"type":"button","action_id":"run:1:snooze AI-0004 ACC","text":{"type":"plain_text","text":"Snooze","emoji":false},"value":"snooze AI-0004 ACC","accessibility_label":"Snooze ACC of AI-0004"},{"type":"button","action_id":"run:2:show AI-0004","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0004","accessibility_label":"Open AI-0004"}]}]}',NULL,NULL,NULL,'2026-11-25T14:30:00.410+00:00','2026-11-25T22:00:00.000+00:00','sent',NULL,1,1,NULL,'D0AVERY','1795617000.571000','2026-11-25T14:30:00.410+00:00','2026-11-25T14:30:00.578+00:00',0,1);
INSERT INTO "Notice" VALUES(2,'remind:U0BENOIT:2026-11-25','reminder','U0BENOIT','{"text":"4 examens sont en retard\nAI-0002 Emergency wait time forecast : Évaluation de l’incidence de l’IA sur les droits de la personne (HRIA), échéance 26 octobre 2026, en retard de 4 semaines\nAI-0002 Emergency wait time forecast : Test de biais et d’équité (BIAS), échéance 26 octobre 2026, en retard de 4 semaines\nAI-0002 Emergency wait time forecast : Examen de l’accessibilité (ACC), échéance 26 octobre 2026, en retard de 4 semaines\nAI-0002 Emergency wait time forecast : Examen indépendant par des pairs (PEER), échéance 26 octobre 2026, en retard de 4 semaines","blocks":[{"type":"header","text":{"type":"plain_text","text":"4 examens sont en retard","emoji":false}},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast : Évaluation de l’incidence de l’IA sur les droits de la personne (HRIA), échéance 26 octobre 2026, en retard de 4 semaines","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 HRIA","text":{"type":"plain_text","text":"Consigner","emoji":false},"value":"assess AI-0002 HRIA","accessibility_label":"Consigner HRIA, AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Ouvrir","emoji":false},"value":"show AI-0002","accessibility_label":"Ouvrir AI-0002"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast : Test de biais et d’équité (BIAS), échéance 26 octobre 2026, en retard de 4 semaines","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 BIAS","text":{"type":"plain_text","text":"Consigner","emoji":false},"value":"assess AI-0002 BIAS","accessibility_label":"Consigner BIAS, AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Ouvrir","emoji":false},"value":"show AI-0002","accessibility_label":"Ouvrir AI-0002"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast : Examen de l’accessibilité (ACC), échéance 26 octobre 2026, en retard de 4 semaines","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 ACC","text":{"type":"plain_text","text":"Consigner","emoji":false},"value":"assess AI-0002 ACC","accessibility_label":"Consigner ACC, AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Ouvrir","emoji":false},"value":"show AI-0002","accessibility_label":"Ouvrir AI-0002"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast : Examen indépendant par des pairs (PEER), échéance 26 octobre 2026, en retard de 4 semaines","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 PEER","text":{"type":"plain_text","text":"Consigner","emoji":false},"value":"assess AI-0002 PEER","accessibility_label":"Consigner PEER, AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Ouvrir","emoji":false},"value":"show AI-0002","accessibility_label":"Ouvrir AI-0002"}]}]}',NULL,NULL,NULL,'2026-11-25T14:30:00.410+00:00','2026-11-25T22:00:00.000+00:00','sent',NULL,1,1,NULL,'D0BENOIT','1795617000.582000','2026-11-25T14:30:00.410+00:00','2026-11-25T14:30:00.591+00:00',0,1);
INSERT INTO "Notice" VALUES(3,'remind:U0DOMINIQUE:2026-11-25','reminder','U0DOMINIQUE','{"text":"1 examen vous attend\nAI-0006 Reading support recommender : Détermination du niveau (TRIAGE), échéance 1er décembre 2026, dans 6 jours","blocks":[{"type":"header","text":{"type":"plain_text","text":"1 examen vous attend","emoji":false}},{"type":"section","text":{"type":"plain_text","text":"AI-0006 Reading support recommender : Détermination du niveau (TRIAGE), échéance 1er décembre 2026, dans 6 jours","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0006 TRIAGE","text":{"type":"plain_text","text":"Consigner","emoji":false},"value":"assess AI-0006 TRIAGE","accessibility_label":"Consigner TRIAGE, AI-0006","style":"primary"},{"type":"button","action_id":"run:1:snooze AI-0006 TRIAGE","text":{"type":"plain_text","text":"Reporter","emoji":false},"value":"snooze AI-0006 TRIAGE","accessibility_label":"Reporter TRIAGE, AI-0006"},{"type":"button","action_id":"run:2:show AI-0006","text":{"type":"plain_text","text":"Ouvrir","emoji":false},"value":"show AI-0006","accessibility_label":"Ouvrir AI-0006"}]}]}',NULL,NULL,NULL,'2026-11-25T14:30:00.410+00:00','2026-11-25T22:00:00.000+00:00','sent',NULL,1,1,NULL,'D0DOMINIQUE','1795617000.596000','2026-11-25T14:30:00.410+00:00','2026-11-25T14:30:00.601+00:00',0,1);
INSERT INTO "Notice" VALUES(4,'remind:U0FARAH:2026-11-25','reminder','U0FARAH','{"text":"5 reviews are overdue\nAI-0002 Emergency wait time forecast: Human rights AI impact assessment (HRIA), due October 26, 2026, 4 weeks overdue (you are the backup)\nAI-0002 Emergency wait time forecast: Bias and equity test (BIAS), due October 26, 2026, 4 weeks overdue (you are the backup)\nAI-0002 Emergency wait time forecast: Accessibility review (ACC), due October 26, 2026, 4 weeks overdue (you are the backup)\nAI-0002 Emergency wait time forecast: Independent peer review (PEER), due October 26, 2026, 4 weeks overdue (you are the backup)\nAI-0003 M365 Copilot: Privacy impact assessment (PIA), due November 20, 2026, 5 days overdue","blocks":[{"type":"header","text":{"type":"plain_text","text":"5 reviews are overdue","emoji":false}},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast: Human rights AI impact assessment (HRIA), due October 26, 2026, 4 weeks overdue (you are the backup)","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 HRIA","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0002 HRIA","accessibility_label":"Record HRIA of AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0002","accessibility_label":"Open AI-0002"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast: Bias and equity test (BIAS), due October 26, 2026, 4 weeks overdue (you are the backup)","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 BIAS","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0002 BIAS","accessibility_label":"Record BIAS of AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0002","accessibility_label":"Open AI-0002"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast: Accessibility review (ACC), due October 26, 2026, 4 weeks overdue (you are the backup)","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 ACC","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0002 ACC","accessibility_label":"Record ACC of AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0002","accessibility_label":"Open AI-0002"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0002 Emergency wait time forecast: Independent peer review (PEER), due October 26, 2026, 4 weeks overdue (you are the backup)","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0002 PEER","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0002 PEER","accessibility_label":"Record PEER of AI-0002","style":"primary"},{"type":"button","action_id":"run:1:show AI-0002","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0002","accessibility_label":"Open AI-0002"}]},{"type":"section","text":{"type":"plain_text","text":"AI-0003 M365 Copilot: Privacy impact assessment (PIA), due November 20, 2026, 5 days overdue","emoji":false}},{"type":"actions","elements":[{"type":"button","action_id":"run:0:assess AI-0003 PIA","text":{"type":"plain_text","text":"Record","emoji":false},"value":"assess AI-0003 PIA","accessibility_label":"Record PIA of AI-0003","style":"primary"},{"type":"button","action_id":"run:1:snooze AI-0003 PIA","text":{"type":"plain_text","text":"Snooze","emoji":false},"value":"snooze AI-0003 PIA","accessibility_label":"Snooze PIA of AI-0003"},{"type":"button","action_id":"run:2:show AI-0003","text":{"type":"plain_text","text":"Open","emoji":false},"value":"show AI-0003","accessibility_label":"Open AI-0003"}]}]}',NULL,NULL,NULL,'2026-11-25T14:30:00.410+00:00','2026-11-25T22:00:00.000+00:00','sent',NULL,1,1,NULL,'D0FARAH','1795617000.603000','2026-11-25T14:30:00.410+00:00','2026-11-25T14:30:00.607+00:00',0,1);
CREATE TABLE "Organization" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "acronym" TEXT NOT NULL,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT NOT NULL,
    "aliases" JSONB NOT NULL,
    "nameFold" TEXT NOT NULL
);
INSERT INTO "Organization" VALUES(1,'OMAFA','Ministry of Agriculture, Food and Agribusiness','Ministère de l’Agriculture, de l’Alimentation et de l’Agroentreprise','["Agriculture, Food and Agribusiness","Agriculture","OMAFRA"]','ministry of agriculture, food and agribusiness');
INSERT INTO "Organization" VALUES(2,'MAG','Ministry of the Attorney General','Ministère du Procureur général','["the Attorney General","Attorney General"]','ministry of the attorney general');
INSERT INTO "Organization" VALUES(3,'MCCSS','Ministry of Children, Community and Social Services','Ministère des Services à l’enfance et des Services sociaux et communautaires','["Children, Community and Social Services","Social Services"]','ministry of children, community and social services');
INSERT INTO "Organization" VALUES(4,'MCM','Ministry of Citizenship and Multiculturalism','Ministère des Affaires civiques et du Multiculturalisme','["Citizenship and Multiculturalism"]','ministry of citizenship and multiculturalism');
INSERT INTO "Organization" VALUES(5,'MCURES','Ministry of Colleges, Universities, Research Excellence and Security','Ministère des Collèges, des Universités, de l’Excellence en recherche et de la Sécurité','["Colleges, Universities, Research Excellence and Security","MCU","Colleges and Universities"]','ministry of colleges, universities, research excellence and security');
INSERT INTO "Organization" VALUES(6,'MEDJCT','Ministry of Economic Development, Job Creation and Trade','Ministère du Développement économique, de la Création d’emplois et du Commerce','["Economic Development, Job Creation and Trade","Economic Development"]','ministry of economic development, job creation and trade');
INSERT INTO "Organization" VALUES(7,'EDU','Ministry of Education','Ministère de l’Éducation','["Education"]','ministry of education');
INSERT INTO "Organization" VALUES(8,'MEPR','Ministry of Emergency Preparedness and Response','Ministère de la Protection civile et de l’Intervention en cas d’urgence','["Emergency Preparedness and Response"]','ministry of emergency preparedness and response');
INSERT INTO "Organization" VALUES(9,'MEM','Ministry of Energy and Mines','Ministère de l’Énergie et des Mines','["Energy and Mines","Energy","Mines"]','ministry of energy and mines');
INSERT INTO "Organization" VALUES(10,'MECP','Ministry of the Environment, Conservation and Parks','Ministère de l’Environnement, de la Protection de la nature et des Parcs','["the Environment, Conservation and Parks","Environment"]','ministry of the environment, conservation and parks');
INSERT INTO "Organization" VALUES(11,'MOF','Ministry of Finance','Ministère des Finances','["Finance"]','ministry of finance');
INSERT INTO "Organization" VALUES(12,'MFA','Ministry of Francophone Affairs','Ministère des Affaires francophones','["Francophone Affairs"]','ministry of francophone affairs');
INSERT INTO "Organization" VALUES(13,'MOH','Ministry of Health','Ministère de la Santé','["Health"]','ministry of health');
INSERT INTO "Organization" VALUES(14,'IAFNER','Ministry of Indigenous Affairs and First Nations Economic Reconciliation','Ministère des Affaires autochtones et de la Réconciliation économique avec les Premières Nations','["Indigenous Affairs and First Nations Economic Reconciliation","Indigenous Affairs"]','ministry of indigenous affairs and first nations economic reconciliation');
INSERT INTO "Organization" VALUES(15,'MOI','Ministry of Infrastructure','Ministère de l’Infrastructure','["Infrastructure"]','ministry of infrastructure');
INSERT INTO "Organization" VALUES(16,'MLITSD','Ministry of Labour, Immigration, Training and Skills Development','Ministère du Travail, de l’Immigration, de la Formation et du Développement des compétences','["Labour, Immigration, Training and Skills Development","Labour"]','ministry of labour, immigration, training and skills development');
INSERT INTO "Organization" VALUES(17,'MLTC','Ministry of Long-Term Care','Ministère des Soins de longue durée','["Long-Term Care"]','ministry of long-term care');
INSERT INTO "Organization" VALUES(18,'MMAH','Ministry of Municipal Affairs and Housing','Ministère des Affaires municipales et du Logement','["Municipal Affairs and Housing","Municipal Affairs","Housing"]','ministry of municipal affairs and housing');
INSERT INTO "Organization" VALUES(19,'MNR','Ministry of Natural Resources','Ministère des Richesses naturelles','["Natural Resources","MNRF"]','ministry of natural resources');
INSERT INTO "Organization" VALUES(20,'MNEDG','Ministry of Northern Economic Development and Growth','Ministère du Développement et de la Croissance économique du Nord','["Northern Economic Development and Growth","Northern Development"]','ministry of northern economic development and growth');
INSERT INTO "Organization" VALUES(21,'MPBSDP','Ministry of Public and Business Service Delivery and Procurement','Ministère des Services au public et aux entreprises et de l’Approvisionnement','["Public and Business Service Delivery and Procurement","MPBSD","Public Service Delivery"]','ministry of public and business service delivery and procurement');
INSERT INTO "Organization" VALUES(22,'MRA','Ministry of Rural Affairs','Ministère des Affaires rurales','["Rural Affairs"]','ministry of rural affairs');
INSERT INTO "Organization" VALUES(23,'MSAA','Ministry of Seniors and Accessibility','Ministère des Services aux aînés et de l’Accessibilité','["Seniors and Accessibility","MSA","Seniors"]','ministry of seniors and accessibility');
INSERT INTO "Organization" VALUES(24,'SOLGEN','Ministry of the Solicitor General','Ministère du Solliciteur général','["the Solicitor General","Solicitor General"]','ministry of the solicitor general');
INSERT INTO "Organization" VALUES(25,'MOS','Ministry of Sport','Ministère du Sport','["Sport"]','ministry of sport');
INSERT INTO "Organization" VALUES(26,'MTCG','Ministry of Tourism, Culture and Gaming','Ministère du Tourisme, de la Culture et des Jeux','["Tourism, Culture and Gaming","Tourism"]','ministry of tourism, culture and gaming');
INSERT INTO "Organization" VALUES(27,'MTO','Ministry of Transportation','Ministère des Transports','["Transportation","Transport"]','ministry of transportation');
INSERT INTO "Organization" VALUES(28,'TBS','Treasury Board Secretariat','Secrétariat du Conseil du Trésor','["Treasury Board"]','treasury board secretariat');
INSERT INTO "Organization" VALUES(29,'CO','Cabinet Office','Bureau du Conseil des ministres','[]','cabinet office');
INSERT INTO "Organization" VALUES(30,'IESO','Independent Electricity System Operator','Société indépendante d’exploitation du réseau d’électricité','["SIERE"]','independent electricity system operator');
INSERT INTO "Organization" VALUES(31,'LAO','Legal Aid Ontario','Aide juridique Ontario','["AJO"]','legal aid ontario');
INSERT INTO "Organization" VALUES(32,'LCBO','Liquor Control Board of Ontario','Régie des alcools de l’Ontario','[]','liquor control board of ontario');
INSERT INTO "Organization" VALUES(33,'MX','Metrolinx','Metrolinx','[]','metrolinx');
INSERT INTO "Organization" VALUES(34,'OEB','Ontario Energy Board','Commission de l’énergie de l’Ontario','["CEO"]','ontario energy board');
INSERT INTO "Organization" VALUES(35,'OH','Ontario Health','Santé Ontario','[]','ontario health');
INSERT INTO "Organization" VALUES(36,'OLG','Ontario Lottery and Gaming Corporation','Société des loteries et des jeux de l’Ontario','[]','ontario lottery and gaming corporation');
INSERT INTO "Organization" VALUES(37,'OPG','Ontario Power Generation','Ontario Power Generation','[]','ontario power generation');
INSERT INTO "Organization" VALUES(38,'OSC','Ontario Securities Commission','Commission des valeurs mobilières de l’Ontario','["CVMO"]','ontario securities commission');
INSERT INTO "Organization" VALUES(39,'SO','Supply Ontario','ApprovisiOntario','[]','supply ontario');
INSERT INTO "Organization" VALUES(40,'TFO','Ontario French-language Educational Communications Authority','Office des télécommunications éducatives de langue française de l’Ontario','[]','ontario french-language educational communications authority');
INSERT INTO "Organization" VALUES(41,'TVO','Ontario Educational Communications Authority','Office de la télécommunication éducative de l’Ontario','[]','ontario educational communications authority');
INSERT INTO "Organization" VALUES(42,'WSIB','Workplace Safety and Insurance Board','Commission de la sécurité professionnelle et de l’assurance contre les accidents du travail','["CSPAAT"]','workplace safety and insurance board');
CREATE TABLE "Person" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "language" TEXT NOT NULL,
    "timeZone" TEXT NOT NULL,
    "active" BOOLEAN NOT NULL,
    "guest" BOOLEAN NOT NULL,
    "fetchedAt" DATETIME NOT NULL
);
INSERT INTO "Person" VALUES('U0AVERY','Avery Example','en','America/Toronto',1,0,'2025-10-21T14:29:50.695+00:00');
INSERT INTO "Person" VALUES('U0BENOIT','Benoît Exemple','fr','America/Toronto',1,0,'2025-10-21T14:29:50.695+00:00');
INSERT INTO "Person" VALUES('U0CASEY','Casey Sample','en','America/Toronto',1,0,'2025-10-21T14:29:50.695+00:00');
INSERT INTO "Person" VALUES('U0DOMINIQUE','Dominique Échantillon','fr','America/Toronto',1,0,'2025-10-21T14:29:50.695+00:00');
INSERT INTO "Person" VALUES('U0ELI','Eli Placeholder','en','America/Vancouver',1,0,'2025-10-21T14:29:50.695+00:00');
INSERT INTO "Person" VALUES('U0FARAH','Farah Fictive','en','America/Toronto',1,0,'2025-10-21T14:29:50.695+00:00');
INSERT INTO "Person" VALUES('U0MORGAN','Morgan Demo','en','America/Toronto',1,0,'2025-10-21T14:29:50.695+00:00');
INSERT INTO "Person" VALUES('U0GUEST','Gus Guest','en','America/Toronto',1,1,'2025-10-21T14:29:50.695+00:00');
CREATE TABLE "Reminder" (
    "noticeId" INTEGER NOT NULL,
    "assessmentId" INTEGER NOT NULL,
    "personId" TEXT NOT NULL,
    "dueOn" TEXT NOT NULL,
    "stage" TEXT NOT NULL,
    "toldOn" TEXT NOT NULL,

    PRIMARY KEY ("noticeId", "assessmentId"),
    CONSTRAINT "Reminder_noticeId_fkey" FOREIGN KEY ("noticeId") REFERENCES "Notice" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Reminder_assessmentId_fkey" FOREIGN KEY ("assessmentId") REFERENCES "Assessment" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "Reminder" VALUES(1,11,'U0AVERY','2026-11-20','due','2026-11-25');
INSERT INTO "Reminder" VALUES(1,14,'U0AVERY','2026-12-01','7','2026-11-25');
INSERT INTO "Reminder" VALUES(1,15,'U0AVERY','2026-12-01','7','2026-11-25');
INSERT INTO "Reminder" VALUES(1,16,'U0AVERY','2026-12-01','7','2026-11-25');
INSERT INTO "Reminder" VALUES(1,17,'U0AVERY','2026-12-01','7','2026-11-25');
INSERT INTO "Reminder" VALUES(2,4,'U0BENOIT','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(2,5,'U0BENOIT','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(2,6,'U0BENOIT','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(2,7,'U0BENOIT','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(3,24,'U0DOMINIQUE','2026-12-01','7','2026-11-25');
INSERT INTO "Reminder" VALUES(4,4,'U0FARAH','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(4,5,'U0FARAH','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(4,6,'U0FARAH','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(4,7,'U0FARAH','2026-10-26','late-28','2026-11-25');
INSERT INTO "Reminder" VALUES(4,11,'U0FARAH','2026-11-20','due','2026-11-25');
CREATE TABLE "Request" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "systemId" INTEGER NOT NULL,
    "at" DATETIME NOT NULL
);
CREATE TABLE "Schedule" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "cron" TEXT NOT NULL,
    "nextRunAt" DATETIME NOT NULL,
    "lastRunAt" DATETIME,
    "lease" DATETIME
);
INSERT INTO "Schedule" VALUES('amend-reminders','* * * * *','2026-11-25T14:31:00.000+00:00','2026-11-25T14:30:00.360+00:00',NULL);
INSERT INTO "Schedule" VALUES('remind-owners','*/15 * * * *','2026-11-25T14:45:00.000+00:00','2026-11-25T14:30:00.410+00:00',NULL);
INSERT INTO "Schedule" VALUES('weekly-digest','0 9 * * 1','2026-11-30T14:00:00.000+00:00',NULL,NULL);
CREATE TABLE "System" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "nameEn" TEXT NOT NULL,
    "nameFr" TEXT,
    "nameFold" TEXT NOT NULL,
    "descriptionEn" TEXT NOT NULL,
    "descriptionFr" TEXT,
    "organizationId" INTEGER NOT NULL,
    "branch" TEXT,
    "ownerId" TEXT NOT NULL,
    "backupId" TEXT,
    "executive" TEXT,
    "lifecycle" TEXT NOT NULL,
    "startedOn" TEXT,
    "retiredOn" TEXT,
    "tier" TEXT NOT NULL,
    "tierReason" TEXT,
    "purpose" TEXT,
    "capabilities" JSONB NOT NULL,
    "autonomy" TEXT NOT NULL,
    "oversight" TEXT,
    "users" TEXT NOT NULL,
    "data" TEXT,
    "personalInformation" TEXT NOT NULL,
    "developer" TEXT NOT NULL,
    "vendor" TEXT,
    "authority" TEXT,
    "notice" TEXT NOT NULL,
    "noticeUrl" TEXT,
    "challenge" TEXT,
    "disclosure" TEXT NOT NULL,
    "exemption" TEXT,
    "exemptionReason" TEXT,
    "validatedOn" TEXT,
    "registeredAt" DATETIME NOT NULL,
    "complete" BOOLEAN NOT NULL DEFAULT false,
    CONSTRAINT "System_organizationId_fkey" FOREIGN KEY ("organizationId") REFERENCES "Organization" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "System_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Person" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "System_backupId_fkey" FOREIGN KEY ("backupId") REFERENCES "Person" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "System" VALUES(1,1,'Pothole finder',NULL,'pothole finder','Finds potholes and cracks in the pictures that road patrols take, and orders them by how urgent a repair is. A patroller confirms each one.',NULL,27,NULL,'U0AVERY','U0CASEY',NULL,'production',NULL,NULL,'I',NULL,NULL,'[]','unknown',NULL,'staff',NULL,'no','unknown',NULL,NULL,'unknown',NULL,NULL,'under-review',NULL,NULL,'2026-01-29','2026-01-29T14:29:50.695+00:00',0);
INSERT INTO "System" VALUES(2,3,'Emergency wait time forecast',NULL,'emergency wait time forecast','Predicts how long people will wait in emergency departments over the next twelve hours, from past visits without names.',NULL,13,NULL,'U0BENOIT','U0FARAH',NULL,'production',NULL,NULL,'III',NULL,NULL,'[]','unknown',NULL,'both',NULL,'no','unknown',NULL,NULL,'unknown',NULL,NULL,'under-review',NULL,NULL,'2026-07-28','2026-07-28T14:29:50.695+00:00',0);
INSERT INTO "System" VALUES(3,1,'M365 Copilot',NULL,'m365 copilot','Drafts, summarizes and searches documents and mail for staff.',NULL,21,NULL,'U0FARAH','U0AVERY',NULL,'production',NULL,NULL,'I',NULL,NULL,'[]','unknown',NULL,'staff',NULL,'yes','unknown',NULL,NULL,'unknown',NULL,NULL,'under-review',NULL,NULL,'2026-08-22','2026-08-22T14:29:50.695+00:00',0);
INSERT INTO "System" VALUES(4,2,'Licence plate renewal assistant',NULL,'licence plate renewal assistant','Answers questions about renewing a licence plate on the public website, from published pages only, and hands over to a person when asked.',NULL,27,NULL,'U0AVERY',NULL,NULL,'pilot',NULL,NULL,'II',NULL,NULL,'[]','unknown',NULL,'public',NULL,'yes','unknown',NULL,NULL,'unknown',NULL,NULL,'under-review',NULL,NULL,'2026-09-02','2026-09-02T14:29:50.695+00:00',0);
INSERT INTO "System" VALUES(5,1,'Wildfire spread model',NULL,'wildfire spread model','Simulates where a wildfire could be in six, twelve and twenty-four hours, from weather, terrain and fuel. Fire duty officers decide.',NULL,19,NULL,'U0ELI',NULL,NULL,'production',NULL,NULL,'II',NULL,NULL,'[]','unknown',NULL,'staff',NULL,'no','unknown',NULL,NULL,'unknown',NULL,NULL,'under-review',NULL,NULL,'2026-09-25','2026-09-25T14:29:50.695+00:00',0);
INSERT INTO "System" VALUES(6,1,'Reading support recommender',NULL,'reading support recommender','Suggests reading exercises to teachers for a class, from its anonymous results. Teachers choose.',NULL,7,NULL,'U0DOMINIQUE',NULL,NULL,'development',NULL,NULL,'untiered',NULL,NULL,'[]','unknown',NULL,'staff',NULL,'unknown','unknown',NULL,NULL,'unknown',NULL,NULL,'under-review',NULL,NULL,'2026-11-01','2026-11-01T14:29:50.695+00:00',0);
CREATE TABLE "_prisma_migrations" (
    "id"                    TEXT PRIMARY KEY NOT NULL,
    "checksum"              TEXT NOT NULL,
    "finished_at"           DATETIME,
    "migration_name"        TEXT NOT NULL,
    "logs"                  TEXT,
    "rolled_back_at"        DATETIME,
    "started_at"            DATETIME NOT NULL DEFAULT current_timestamp,
    "applied_steps_count"   INTEGER UNSIGNED NOT NULL DEFAULT 0
);
INSERT INTO "_prisma_migrations" VALUES('06333010-86ac-4c42-b25e-151a0e36b8bc','bfcd6187c50734f64bff9f124d121be2a91646439b56c819934b31f466d12508','2026-11-25T14:29:50.398+00:00','20261123220340-first',NULL,NULL,'2026-11-25T14:29:50.345+00:00',1);
CREATE UNIQUE INDEX "Organization_acronym_key" ON "Organization"("acronym");
CREATE INDEX "Lead_personId_idx" ON "Lead"("personId");
CREATE INDEX "System_nameFold_id_idx" ON "System"("nameFold", "id");
CREATE INDEX "System_organizationId_nameFold_id_idx" ON "System"("organizationId", "nameFold", "id");
CREATE INDEX "System_ownerId_nameFold_idx" ON "System"("ownerId", "nameFold");
CREATE INDEX "System_backupId_idx" ON "System"("backupId");
CREATE INDEX "System_tier_lifecycle_idx" ON "System"("tier", "lifecycle");
CREATE UNIQUE INDEX "System_organizationId_nameFold_key" ON "System"("organizationId", "nameFold");
CREATE UNIQUE INDEX "Assessment_openKey_key" ON "Assessment"("openKey");
CREATE INDEX "Assessment_systemId_type_id_idx" ON "Assessment"("systemId", "type", "id");
CREATE INDEX "Assessment_state_dueOn_id_idx" ON "Assessment"("state", "dueOn", "id");
CREATE INDEX "Change_systemId_id_idx" ON "Change"("systemId", "id");
CREATE INDEX "Change_at_id_idx" ON "Change"("at", "id");
CREATE INDEX "Request_at_idx" ON "Request"("at");
CREATE UNIQUE INDEX "Notice_key_key" ON "Notice"("key");
CREATE INDEX "Notice_state_notBefore_id_idx" ON "Notice"("state", "notBefore", "id");
CREATE INDEX "Notice_stale_id_idx" ON "Notice"("stale", "id");
CREATE INDEX "Notice_kind_to_id_idx" ON "Notice"("kind", "to", "id");
CREATE INDEX "Reminder_assessmentId_personId_idx" ON "Reminder"("assessmentId", "personId");
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('Organization',42);
INSERT INTO "sqlite_sequence" VALUES('System',6);
INSERT INTO "sqlite_sequence" VALUES('Change',31);
INSERT INTO "sqlite_sequence" VALUES('Assessment',25);
INSERT INTO "sqlite_sequence" VALUES('Notice',4);
COMMIT;
