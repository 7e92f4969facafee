import { IMPORTED, type Imported, type Mapping } from '../domain/import.ts';
import { fold } from '../domain/text.ts';

/**
 * What registers call their columns: our own names and labels, the UK's ATRS, Canada's AI Register, the Dutch Algorithm
 * Register 1.0 and the United States' inventory of 2025. As `plain` has them.
 */
const NAMES: Record<Imported, readonly string[]> = {
  number: ['number', 'ai number', 'registry number', 'numero', 'id', 'ai register id', 'use case id'],
  nameEn: [
    'name en',
    'name',
    'title',
    'system name',
    'tool name',
    'name ai system en',
    'ai use case name',
    'use case name',
    'naam',
    'system',
    'nom',
    'name in english',
  ],
  nameFr: ['name fr', 'name ai system fr', 'nom en francais', 'name in french', 'french name'],
  descriptionEn: [
    'description en',
    'description',
    'use case description',
    'description ai system en',
    'description short',
    'short description',
    'beschrijving kort',
    'summary',
    'resume',
    'tool description',
  ],
  descriptionFr: [
    'description fr',
    'description ai system fr',
    'description en francais',
    'description in french',
  ],
  organizationId: [
    'organization id',
    'organization',
    'organisation',
    'ministry',
    'ministere',
    'ministry or agency',
    'agency',
    'department',
    'government organization',
    'publishing body',
    'organisatie',
    'body',
    'ministere ou organisme',
  ],
  branch: ['branch', 'team', 'bureau', 'division', 'direction', 'unit', 'departement', 'office'],
  lifecycle: [
    'lifecycle',
    'phase',
    'status',
    'ai system status en',
    'stage of development',
    'stage',
    'development stage',
    'etat',
    'etape',
    'statut',
    'state',
  ],
  startedOn: [
    'started on',
    'launch date',
    'in use since',
    'begin date',
    'start date',
    'startdatum',
    'operational date',
    'date implemented',
    'date of implementation',
    'en service depuis',
    'date de lancement',
  ],
  retiredOn: ['retired on', 'end date', 'date retired', 'einddatum', 'retire le'],
  purpose: [
    'purpose',
    'scope',
    'benefit',
    'goal',
    'doel',
    'ai system results en',
    'purpose and benefits',
    'intended purpose and expected benefits',
    'decision or service it supports',
    'objectif',
  ],
  users: ['users', 'user base', 'ai system primary users en', 'primary users', 'who uses it', 'utilisateurs'],
  ownerId: [
    'owner id',
    'owner',
    'contact',
    'contact email',
    'contact mail',
    'owner email',
    'responsable',
    'contact person',
    'email',
  ],
  backupId: ['backup id', 'backup', 'backup owner', 'responsable suppleant'],
  executive: [
    'executive',
    'senior responsible owner',
    'accountable executive',
    'cadre responsable',
    'responsible executive',
    'sro',
  ],
  data: [
    'data',
    'what data is used',
    'data sources en',
    'data used',
    'source data',
    'source data description',
    'donnees',
    'donnees utilisees',
    'training data',
    'data sources',
  ],
  personalInformation: [
    'personal information',
    'involves personal information',
    'pii',
    'involves pii',
    'does this ai use case involve personally identifiable information pii',
    'renseignements personnels',
  ],
  authority: [
    'authority',
    'legal authority',
    'legal basis',
    'lawful basis',
    'wettelijke basis',
    'autorisation legale',
  ],
  capabilities: [
    'capabilities',
    'ai capabilities',
    'ai system capabilities en',
    'model type',
    'methods and models',
    'ai classification',
    'capacites',
  ],
  developer: ['developer', 'developed by', 'developed by en', 'development method', 'concu par'],
  vendor: [
    'vendor',
    'external supplier',
    'vendor information',
    'provider',
    'leverancier',
    'fournisseur',
    'supplier',
    'vendor name',
  ],
  tier: ['tier', 'impact level', 'impact', 'risk level', 'niveau', 'level'],
  tierReason: ['tier reason', 'reason for the tier', 'motif du niveau'],
  autonomy: ['autonomy', 'autonomous', 'process integration', 'autonomie', 'level of autonomy'],
  oversight: [
    'oversight',
    'human in the loop',
    'human decisions',
    'human oversight',
    'human intervention',
    'menselijke tussenkomst',
    'supervision humaine',
  ],
  notice: ['notice', 'notification ai', 'people are told that ai is used', 'public notice', 'ai notice'],
  noticeUrl: ['notice url', 'where they are told', 'notification url'],
  challenge: [
    'challenge',
    'appeals and review',
    'how to question or challenge a result',
    'appeal',
    'objection procedure',
    'contestation',
    'appeal process',
  ],
  disclosure: ['disclosure', 'access level', 'divulgation'],
  exemption: ['exemption'],
  exemptionReason: ['exemption reason', 'exemption rationale', 'reason for the exemption'],
  validatedOn: [
    'validated on',
    'date update',
    'current as of',
    'last validated',
    'confirmed as true on',
    'confirmee exacte le',
  ],
};

/** A header without case, accents, camels and punctuation: nameEn, name_en and "Name (EN)" are one. */
const plain = (header: string): string =>
  fold(header.replace(/([a-z])([A-Z])/g, '$1 $2'))
    .replace(/[^a-z0-9]+/g, ' ')
    .trim();

/** Which columns fill what, as far as their names tell; each column and each field once. */
export function guessedMapping(headers: readonly string[]): Mapping {
  const mapping: Mapping = {};
  const taken = new Set<string>();
  const ranked = IMPORTED.flatMap((field) =>
    headers.flatMap((header) => {
      const rank = NAMES[field].indexOf(plain(header));
      return rank < 0 ? [] : [{ field, header, rank }];
    }),
  ).sort((a, b) => a.rank - b.rank);
  for (const { field, header } of ranked) {
    if (mapping[field] || taken.has(header)) continue;
    mapping[field] = header;
    taken.add(header);
  }
  return mapping;
}
