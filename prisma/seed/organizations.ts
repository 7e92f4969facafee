import type { Organization } from '../../src/domain/organization.ts';

const named = (
  acronym: string,
  nameEn: string,
  nameFr: string,
  ...aliases: string[]
): Omit<Organization, 'id'> => ({
  acronym,
  nameEn,
  nameFr,
  aliases,
});
const ministry = (acronym: string, of: string, fr: string, ...aliases: string[]) =>
  named(acronym, `Ministry of ${of}`, `Ministère ${fr}`, of, ...aliases);

/** Ontario's ministries and some of its agencies and crown corporations; an administrator edits the list. */
export const ORGANIZATIONS: readonly Omit<Organization, 'id'>[] = [
  ministry(
    'OMAFA',
    'Agriculture, Food and Agribusiness',
    'de l’Agriculture, de l’Alimentation et de l’Agroentreprise',
    'Agriculture',
    'OMAFRA',
  ),
  ministry('MAG', 'the Attorney General', 'du Procureur général', 'Attorney General'),
  ministry(
    'MCCSS',
    'Children, Community and Social Services',
    'des Services à l’enfance et des Services sociaux et communautaires',
    'Social Services',
  ),
  ministry('MCM', 'Citizenship and Multiculturalism', 'des Affaires civiques et du Multiculturalisme'),
  ministry(
    'MCURES',
    'Colleges, Universities, Research Excellence and Security',
    'des Collèges, des Universités, de l’Excellence en recherche et de la Sécurité',
    'MCU',
    'Colleges and Universities',
  ),
  ministry(
    'MEDJCT',
    'Economic Development, Job Creation and Trade',
    'du Développement économique, de la Création d’emplois et du Commerce',
    'Economic Development',
  ),
  ministry('EDU', 'Education', 'de l’Éducation'),
  ministry(
    'MEPR',
    'Emergency Preparedness and Response',
    'de la Protection civile et de l’Intervention en cas d’urgence',
  ),
  ministry('MEM', 'Energy and Mines', 'de l’Énergie et des Mines', 'Energy', 'Mines'),
  ministry(
    'MECP',
    'the Environment, Conservation and Parks',
    'de l’Environnement, de la Protection de la nature et des Parcs',
    'Environment',
  ),
  ministry('MOF', 'Finance', 'des Finances'),
  ministry('MFA', 'Francophone Affairs', 'des Affaires francophones'),
  ministry('MOH', 'Health', 'de la Santé'),
  ministry(
    'IAFNER',
    'Indigenous Affairs and First Nations Economic Reconciliation',
    'des Affaires autochtones et de la Réconciliation économique avec les Premières Nations',
    'Indigenous Affairs',
  ),
  ministry('MOI', 'Infrastructure', 'de l’Infrastructure'),
  ministry(
    'MLITSD',
    'Labour, Immigration, Training and Skills Development',
    'du Travail, de l’Immigration, de la Formation et du Développement des compétences',
    'Labour',
  ),
  ministry('MLTC', 'Long-Term Care', 'des Soins de longue durée'),
  ministry(
    'MMAH',
    'Municipal Affairs and Housing',
    'des Affaires municipales et du Logement',
    'Municipal Affairs',
    'Housing',
  ),
  ministry('MNR', 'Natural Resources', 'des Richesses naturelles', 'MNRF'),
  ministry(
    'MNEDG',
    'Northern Economic Development and Growth',
    'du Développement et de la Croissance économique du Nord',
    'Northern Development',
  ),
  ministry(
    'MPBSDP',
    'Public and Business Service Delivery and Procurement',
    'des Services au public et aux entreprises et de l’Approvisionnement',
    'MPBSD',
    'Public Service Delivery',
  ),
  ministry('MRA', 'Rural Affairs', 'des Affaires rurales'),
  ministry(
    'MSAA',
    'Seniors and Accessibility',
    'des Services aux aînés et de l’Accessibilité',
    'MSA',
    'Seniors',
  ),
  ministry('SOLGEN', 'the Solicitor General', 'du Solliciteur général', 'Solicitor General'),
  ministry('MOS', 'Sport', 'du Sport'),
  ministry('MTCG', 'Tourism, Culture and Gaming', 'du Tourisme, de la Culture et des Jeux', 'Tourism'),
  ministry('MTO', 'Transportation', 'des Transports', 'Transport'),
  named('TBS', 'Treasury Board Secretariat', 'Secrétariat du Conseil du Trésor', 'Treasury Board'),
  named('CO', 'Cabinet Office', 'Bureau du Conseil des ministres'),
  named(
    'IESO',
    'Independent Electricity System Operator',
    'Société indépendante d’exploitation du réseau d’électricité',
    'SIERE',
  ),
  named('LAO', 'Legal Aid Ontario', 'Aide juridique Ontario', 'AJO'),
  named('LCBO', 'Liquor Control Board of Ontario', 'Régie des alcools de l’Ontario'),
  named('MX', 'Metrolinx', 'Metrolinx'),
  named('OEB', 'Ontario Energy Board', 'Commission de l’énergie de l’Ontario', 'CEO'),
  named('OH', 'Ontario Health', 'Santé Ontario'),
  named('OLG', 'Ontario Lottery and Gaming Corporation', 'Société des loteries et des jeux de l’Ontario'),
  named('OPG', 'Ontario Power Generation', 'Ontario Power Generation'),
  named('OSC', 'Ontario Securities Commission', 'Commission des valeurs mobilières de l’Ontario', 'CVMO'),
  named('SO', 'Supply Ontario', 'ApprovisiOntario'),
  named(
    'TFO',
    'Ontario French-language Educational Communications Authority',
    'Office des télécommunications éducatives de langue française de l’Ontario',
  ),
  named(
    'TVO',
    'Ontario Educational Communications Authority',
    'Office de la télécommunication éducative de l’Ontario',
  ),
  named(
    'WSIB',
    'Workplace Safety and Insurance Board',
    'Commission de la sécurité professionnelle et de l’assurance contre les accidents du travail',
    'CSPAAT',
  ),
];
