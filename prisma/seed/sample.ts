import type { AssessmentType, Outcome } from '../../src/domain/assessment.ts';
import type { Registration } from '../../src/domain/system.ts';

// The workspace and the registry that a newcomer finds in the sandbox. The people are plainly invented.

export const ADMINISTRATOR = 'U0MORGAN';
export const DIGEST_CHANNEL = 'C0AIDIGEST';

const everybody = ['U0AVERY', 'U0BENOIT', 'U0CASEY', 'U0DOMINIQUE', 'U0ELI', 'U0FARAH', ADMINISTRATOR];

/** Members of the sample workspace, two of whom speak French, one of whom lives in the west, and a guest. */
export const WORKSPACE = {
  users: [
    { id: 'U0AVERY', name: 'avery', real_name: 'Avery Example', title: 'Product owner, Transportation' },
    {
      id: 'U0BENOIT',
      name: 'benoit',
      real_name: 'Benoît Exemple',
      title: 'Analyste, Santé',
      locale: 'fr-CA',
    },
    { id: 'U0CASEY', name: 'casey', real_name: 'Casey Sample', title: 'Lead, Transportation' },
    {
      id: 'U0DOMINIQUE',
      name: 'dominique',
      real_name: 'Dominique Échantillon',
      title: 'Responsable, Éducation',
      locale: 'fr-CA',
    },
    {
      id: 'U0ELI',
      name: 'eli',
      real_name: 'Eli Placeholder',
      title: 'Data scientist, Natural Resources',
      tz: 'America/Vancouver',
    },
    { id: 'U0FARAH', name: 'farah', real_name: 'Farah Fictive', title: 'Privacy, Public Service Delivery' },
    { id: ADMINISTRATOR, name: 'morgan', real_name: 'Morgan Demo', title: 'Administrator of the registry' },
    { id: 'U0GUEST', name: 'gus', real_name: 'Gus Guest', title: 'Consultant', is_restricted: true },
  ],
  channels: [
    { id: 'C0COMMUNITY', name: 'ai-community', members: [...everybody, 'U0GUEST'] },
    { id: DIGEST_CHANNEL, name: 'ai-registry-digest', members: everybody },
  ],
};

/** Who leads which organization. */
export const LEADS: readonly (readonly [organization: string, person: string])[] = [
  ['MTO', 'U0CASEY'],
  ['EDU', 'U0DOMINIQUE'],
];

export interface SampleSystem extends Omit<Registration, 'organizationId'> {
  organization: string;
  /** How many days ago it was registered. */
  daysAgo: number;
  /** Reviews recorded since, and how many days ago. */
  reviews: readonly { type: AssessmentType; outcome: Outcome; daysAgo: number }[];
}

export const SYSTEMS: readonly SampleSystem[] = [
  {
    nameEn: 'Pothole finder',
    descriptionEn:
      'Finds potholes and cracks in the pictures that road patrols take, and orders them by how urgent a repair is. A patroller confirms each one.',
    organization: 'MTO',
    lifecycle: 'production',
    tier: 'I',
    personalInformation: 'no',
    users: 'staff',
    ownerId: 'U0AVERY',
    backupId: 'U0CASEY',
    daysAgo: 300,
    reviews: [],
  },
  {
    nameEn: 'Licence plate renewal assistant',
    descriptionEn:
      'Answers questions about renewing a licence plate on the public website, from published pages only, and hands over to a person when asked.',
    organization: 'MTO',
    lifecycle: 'pilot',
    tier: 'II',
    personalInformation: 'yes',
    users: 'public',
    ownerId: 'U0AVERY',
    backupId: null,
    daysAgo: 84,
    reviews: [{ type: 'AIA', outcome: 'passed', daysAgo: 40 }],
  },
  {
    nameEn: 'Emergency wait time forecast',
    descriptionEn:
      'Predicts how long people will wait in emergency departments over the next twelve hours, from past visits without names.',
    organization: 'MOH',
    lifecycle: 'production',
    tier: 'III',
    personalInformation: 'no',
    users: 'both',
    ownerId: 'U0BENOIT',
    backupId: 'U0FARAH',
    daysAgo: 120,
    reviews: [
      { type: 'AIA', outcome: 'conditions', daysAgo: 60 },
      { type: 'TRA', outcome: 'passed', daysAgo: 45 },
    ],
  },
  {
    nameEn: 'Reading support recommender',
    descriptionEn:
      'Suggests reading exercises to teachers for a class, from its anonymous results. Teachers choose.',
    organization: 'EDU',
    lifecycle: 'development',
    tier: 'untiered',
    personalInformation: 'unknown',
    users: 'staff',
    ownerId: 'U0DOMINIQUE',
    backupId: null,
    daysAgo: 24,
    reviews: [],
  },
  {
    nameEn: 'Wildfire spread model',
    descriptionEn:
      'Simulates where a wildfire could be in six, twelve and twenty-four hours, from weather, terrain and fuel. Fire duty officers decide.',
    organization: 'MNR',
    lifecycle: 'production',
    tier: 'II',
    personalInformation: 'no',
    users: 'staff',
    ownerId: 'U0ELI',
    backupId: null,
    daysAgo: 61,
    reviews: [],
  },
  {
    nameEn: 'M365 Copilot',
    descriptionEn: 'Drafts, summarizes and searches documents and mail for staff.',
    organization: 'MPBSDP',
    lifecycle: 'production',
    tier: 'I',
    personalInformation: 'yes',
    users: 'staff',
    ownerId: 'U0FARAH',
    backupId: 'U0AVERY',
    daysAgo: 95,
    reviews: [],
  },
];
