import type {
  AUTONOMIES,
  CAPABILITIES,
  DEVELOPERS,
  DISCLOSURES,
  EXEMPTIONS,
  KNOWN,
  LIFECYCLES,
  TIERS,
  USERS,
} from '../domain/system.ts';
import { fold } from '../domain/text.ts';

// The words that registers use for what the record has words of its own for.

type Synonyms<Value extends string> = Readonly<Record<Value, readonly string[]>>;

const LIFECYCLE: Synonyms<(typeof LIFECYCLES)[number]> = {
  idea: ['idea', 'idee', 'planned', 'initiated', 'proposed', 'concept', 'a l etude', 'research'],
  development: [
    'development',
    'developpement',
    'in development',
    'en developpement',
    'pre deployment',
    'acquisition and or development',
    'implementation and assessment',
    'in ontwikkeling',
    'under development',
    'alpha',
    'design',
    'build',
    'en cours de developpement',
    'pre production',
  ],
  pilot: [
    'pilot',
    'pilote',
    'projet pilote',
    'beta',
    'private beta',
    'public beta',
    'trial',
    'beta pilot',
    'pilotphase',
    'proof of concept',
  ],
  production: [
    'production',
    'in production',
    'en production',
    'operational',
    'deployed',
    'in use',
    'in gebruik',
    'live',
    'operation and maintenance',
    'implemented',
    'active',
    'en service',
    'sustainment',
  ],
  paused: ['paused', 'en pause', 'on hold', 'suspended', 'suspendu', 'inactive'],
  retired: [
    'retired',
    'retire',
    'decommissioned',
    'buiten gebruik',
    'archived',
    'closed',
    'ended',
    'retired production',
    'discontinued',
  ],
};

const TIER: Synonyms<(typeof TIERS)[number]> = {
  untiered: [
    'untiered',
    'not decided',
    'tier not decided',
    'unknown',
    'a determiner',
    'niveau a determiner',
    'tbd',
    'to be determined',
  ],
  I: [
    'i',
    '1',
    'tier i',
    'tier 1',
    'level i',
    'level 1',
    'niveau i',
    'niveau 1',
    'low',
    'minimal',
    'little',
    'faible',
  ],
  II: [
    'ii',
    '2',
    'tier ii',
    'tier 2',
    'level ii',
    'level 2',
    'niveau ii',
    'niveau 2',
    'moderate',
    'medium',
    'limited',
    'modere',
  ],
  III: ['iii', '3', 'tier iii', 'tier 3', 'level iii', 'level 3', 'niveau iii', 'niveau 3', 'high', 'eleve'],
  IV: [
    'iv',
    '4',
    'tier iv',
    'tier 4',
    'level iv',
    'level 4',
    'niveau iv',
    'niveau 4',
    'very high',
    'tres eleve',
  ],
};

const USER: Synonyms<(typeof USERS)[number]> = {
  staff: [
    'staff',
    'employees',
    'internal',
    'government of canada employees',
    'le personnel',
    'personnel',
    'employes',
    'public servants',
    'agency staff',
  ],
  public: ['public', 'the public', 'members of the public', 'le public', 'external', 'citizens', 'clients'],
  both: [
    'both',
    'staff and the public',
    'le personnel et le public',
    'employees and public',
    'internal and external',
    'staff and public',
  ],
  neither: ['neither', 'nobody directly', 'personne directement', 'none', 'nobody'],
  unknown: ['unknown', 'not known yet', 'pas encore connu', 'inconnu'],
};

const YES_NO: Synonyms<(typeof KNOWN)[number]> = {
  yes: ['yes', 'oui', 'y', 'true', 'ja', '1', 'vrai', 'o'],
  no: ['no', 'non', 'n', 'false', 'nee', '0', 'faux'],
  unknown: [
    'unknown',
    'not known yet',
    'pas encore connu',
    'inconnu',
    'n a',
    'na',
    'not applicable',
    'not sure',
    'tbd',
  ],
};

const AUTONOMY: Synonyms<(typeof AUTONOMIES)[number]> = {
  decides: [
    'decides',
    'human decides',
    'decision support',
    'advisory',
    'no',
    'not autonomous',
    'a person decides it only helps',
    'une personne decide il ne fait qu aider',
    'human in the loop',
    'non',
    'assistive',
  ],
  reviews: [
    'reviews',
    'human reviews',
    'it decides a person reviews',
    'il decide une personne verifie',
    'human on the loop',
    'partially automated',
    'semi automated',
    'partial',
  ],
  automated: [
    'automated',
    'fully automated',
    'yes',
    'autonomous',
    'it decides by itself',
    'il decide seul',
    'entierement automatise',
    'automatic',
    'oui',
    'full',
  ],
  unknown: ['unknown', 'not known yet', 'pas encore connu'],
};

const DEVELOPER: Synonyms<(typeof DEVELOPERS)[number]> = {
  'in-house': [
    'in house',
    'inhouse',
    'internal',
    'developed in house',
    'government',
    'a l interne',
    'interne',
    'own',
    'self developed',
  ],
  vendor: [
    'vendor',
    'a vendor',
    'commercial',
    'purchased',
    'external supplier',
    'purchased from a vendor',
    'fournisseur',
    'un fournisseur',
    'contracted',
    'commercial off the shelf',
    'cots',
  ],
  'open-source': ['open source', 'opensource', 'code source ouvert'],
  other: [
    'other',
    'others',
    'autre',
    'autres',
    'both',
    'mixed',
    'developed with both contracting and in house resources',
    'academia',
  ],
  unknown: ['unknown', 'not known yet', 'pas encore connu'],
};

const DISCLOSURE: Synonyms<(typeof DISCLOSURES)[number]> = {
  'under-review': ['under review', 'a l etude', 'pending', 'unknown'],
  open: ['open', 'public', 'published', 'open to the public', 'ouvert', 'ouvert au public', 'yes'],
  restricted: ['restricted', 'restreint', 'closed', 'internal', 'not public', 'no'],
};

const EXEMPTION: Synonyms<(typeof EXEMPTIONS)[number]> = {
  commercial: ['commercial', 'commercial sensitivity', 'sensibilite commerciale'],
  confidentiality: ['confidentiality', 'confidentialite', 'confidential'],
  legal: [
    'legal',
    'legal and contractual obligations',
    'obligations legales et contractuelles',
    'contractual',
  ],
  privacy: ['privacy', 'vie privee'],
  security: ['security', 'securite'],
};

const CAPABILITY: Synonyms<(typeof CAPABILITIES)[number]> = {
  prediction: [
    'prediction',
    'forecasting',
    'predictive',
    'regression',
    'machine learning',
    'classical predictive machine learning',
  ],
  classification: [
    'classification',
    'classement',
    'clustering',
    'categorization',
    'classifier',
    'anomaly detection',
    'detection',
  ],
  generation: [
    'generation',
    'generative',
    'generative ai',
    'generation of text images or sound',
    'generation de texte d images ou de sons',
    'content generation',
    'ia generative',
  ],
  recommendation: ['recommendation', 'recommandation', 'recommender', 'recommendations', 'matching'],
  recognition: [
    'recognition',
    'recognition of images or speech',
    'reconnaissance d images ou de la parole',
    'computer vision',
    'image recognition',
    'speech recognition',
    'vision',
    'speech to text',
    'ocr',
  ],
  language: [
    'language',
    'nlp',
    'natural language processing',
    'translation',
    'summarization',
    'natural language processing nlp',
    'chatbot',
    'large language model',
    'llm',
    'text analysis',
    'language translation summaries',
    'langue traduction resumes',
  ],
  search: ['search', 'recherche', 'information retrieval', 'retrieval'],
  optimization: [
    'optimization',
    'optimisation',
    'planning',
    'scheduling',
    'reinforcement learning',
    'simulation',
  ],
  rules: [
    'rules',
    'automation of rules',
    'rule based',
    'robotic process automation',
    'rpa',
    'automation',
    'automatisation de regles',
    'expert system',
    'algorithm',
  ],
  other: ['other', 'autre', 'others'],
};

/** How the words of each field are read. */
export const SYNONYMS: Readonly<Record<string, Synonyms<string>>> = {
  lifecycle: LIFECYCLE,
  tier: TIER,
  users: USER,
  personalInformation: YES_NO,
  notice: YES_NO,
  autonomy: AUTONOMY,
  developer: DEVELOPER,
  disclosure: DISCLOSURE,
  exemption: EXEMPTION,
  capabilities: CAPABILITY,
};

const plain = (text: string): string =>
  fold(text)
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** The record's word for what a cell says; null when it says nothing that is known. */
export function knownWord(field: string, cell: string): string | null {
  const wanted = plain(cell);
  const found = Object.entries(SYNONYMS[field] ?? {}).find(
    ([value, others]) => plain(value) === wanted || others.includes(wanted),
  );
  return found?.[0] ?? null;
}
