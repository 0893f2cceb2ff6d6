/**
 * How likely a label is to be somebody's word: a bigram model of romanised Japanese and of English, made here from the tables below.
 * The Japanese half is the kana table in Hepburn spelling, each sound weighted by hand; the English half and the names are a list of our
 * own of everyday words of offices and trade. Nothing is copied from a corpus.
 */

/** Mean bits a character that the model needs: about 3.5 for words and names, above 5 for letters drawn by chance. */
export function surprise(label: string): number {
  const letters = label.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (letters.length === 0) return 0
  let bits = 0
  let before = EDGE
  for (const letter of letters) {
    bits += costOf(before, letter)
    before = letter
  }
  return bits / letters.length
}

/**
 * May the label be judged at all? Short ones are abbreviations (kkk, nttxx, jprs), punycode looks random by design, and figures alone
 * are chosen by people (phone numbers, lucky numbers).
 */
export function isTelling(label: string): boolean {
  return label.length >= SHORTEST && !label.startsWith('xn--') && /[a-z].*[a-z].*[a-z].*[a-z]/.test(label)
}

/** The label that is registered: the first of a registrable domain. */
export const registered = (family: string) => family.split('.')[0] ?? ''

const SHORTEST = 7 // characters
const EDGE = ' '
const LETTERS = 'abcdefghijklmnopqrstuvwxyz0123456789'

/** Hepburn rows; the weight says how often a row's sounds come in names and trade words. */
const SOUNDS: [string, number][] = [
  ['a i u e o', 3],
  ['ka ki ku ke ko', 5],
  ['sa shi su se so', 4],
  ['ta chi tsu te to', 4],
  ['na ni nu ne no', 3],
  ['ha hi fu he ho', 3],
  ['ma mi mu me mo', 4],
  ['ya yu yo', 3],
  ['ra ri ru re ro', 4],
  ['wa n n n', 2],
  ['ga gi gu ge go za ji zu ze zo da de do ba bi bu be bo', 2],
  ['pa pi pu pe po', 1],
  ['kyo kyu kya sho shu sha cho chu cha ryo ryu nyu jo ju ja gyo hyo byo', 2],
  ['kka kki kko tte tto tta ssa sshi ppo ppa tchi', 1],
  ['ou uu ei ai oo an in un en on', 2],
]

/** Ours: words of offices, trade, places and the web, and abbreviations that companies put beside them. */
const WORDS = `
 account action active admin advance agency air alert all alpha analytics answer api app apple archive art asset auto award baby back bank
 base bath beauty best beta big bike bill black blog blue board book box brand bridge bright build business buy cafe call camera camp
 capital car card care case cast center central change channel chart chat check child city class clean clear click client clinic cloud
 club code coffee college color com commerce community company computer connect consult contact content control cook cool corp cost
 counter craft create credit cross culture custom cyber daily data date deal delivery dental design desk detail develop device digital
 direct discover doctor document dog domain door download dream drive drug earth east easy eco edge education electric energy engine
 english entry event express extra eye face factory family farm fashion fast file film finance find fine fire first fish fit flight
 flower focus food forest form forum forward free fresh friend front fuel full fund future game garden gas gate general gift girl global
 gold golf good grand graph great green group guard guide hair hand happy hard health heart help high hill history holiday home hospital
 host hotel house human image impact import index industry info ink inside insight insurance international internet invest island item
 japan job journal join key kids king kitchen lab land language laser law lead learn legal level library life light line link list live
 loan local logic logistics love luck machine magazine mail main make manage map market master match max mechanics media medical member
 memory metal meter metro mind mini mobile model modern money monitor moon motor mountain movie museum music natural nature net network
 new news next night north note number ocean office oil online open option orange order organic original outdoor outlet page paint panel
 paper park part partner party pass path pay people perfect pet phone photo picture place plan planet plant plastic play plus point
 police policy pool popular portal post power press price print prime private pro process product professional project property protect
 public quality quick radio rail rain ranking reader real record recruit red register rental report rescue research reserve resort
 restaurant review rich ring rise river road robot rock room root royal safe sale sample school science score sea search season second
 secure select sell senior sense server service shape share shift shine ship shop show side sign silver simple site skill sky sleep
 small smart smile social soft solar solution sound source south space speed sport spring staff stage standard star start state station
 steel stock stone storage store story stream street strong student studio study style success summer sun support surf sweet switch
 system table talk target tax team tech technology telecom test text theater thing think ticket time title today tool top total touch
 tour town track trade traffic train transport travel tree trend trip trust tube type union unit universe university update user value
 vehicle video view village vision visual voice wall watch water wave way wear weather web wedding week west white wide wind window wine
 winter wireless wish woman wood word work world write yellow young zero zone
 abe aichi akita aoyama asahi asano azuma chiba chuo daiichi daiwa denki densha ebisu endo fuji fujita fukui fukuoka fukuda gakkai gakuen
 ginko ginza goto hakko hamada hara hashimoto hayashi higashi hirano hiroshima hokkaido honda honsha hoken hyogo ibaraki ikeda inoue
 ishida ishikawa iwate jimu jinji juku kabushiki kagaku kagawa kaihatsu kaisha kanagawa kanri kansai kanto kato kawasaki keiri keizai
 kensetsu kenkyu kikai kimura kinki kintetsu kita kobayashi kobe kogyo kokusai kumamoto kyodo kyoto kyushu maeda matsumoto mie minami
 mitsui miyagi miyazaki mizuho mori murata nagano nagasaki nagoya nakamura nara nichi niigata nihon nippon nishi noda noguchi nomura
 nosan obi ogawa oita okayama okinawa osaka ota otsuka reizo rika sagami saitama sakai sakura sangyo sapporo sasaki sato seibu seiko
 seisaku seiyaku sendai shiga shiko shima shimane shinagawa shinbun shinko shinjuku shizen shizuoka shogakuin shoji shokuhin showa soken
 sompo sumitomo suzuki taisho takada takahashi takeda tanaka tochigi toho tohoku tokai tokushima tokyo torihiki toshiba toyama toyo
 tsushin ueda unso unyu wakayama watanabe yamada yamagata yamaguchi yamamoto yamanashi yamato yokohama yoshida yuki zaidan
 ntt kddi jr jp ad tv it hd kk pc ai ec cdn gmbh llc ltd inc img static cdn www mx smtp vpn dns sso ssl
`

/** pairs that the joints of words add, against about 4,000 within them */
const JOINTS = 400

const COST = model()

function costOf(before: string, letter: string): number {
  return COST.get(before + letter) ?? RARE
}

/** bits for what the tables never show */
const RARE = 9

function model(): Map<string, number> {
  const counts = new Map<string, number>()
  const add = (pair: string, weight: number) => counts.set(pair, (counts.get(pair) ?? 0) + weight)
  const walk = (word: string, weight: number) => {
    for (const [i, letter] of [...word].entries()) add((word[i - 1] ?? EDGE) + letter, weight)
  }
  for (const word of WORDS.trim().split(/\s+/)) walk(word, 1)
  const sounds = SOUNDS.flatMap(([row, weight]) => row.split(' ').map((sound) => ({ sound, weight })))
  const total = sounds.reduce((sum, { weight }) => sum + weight, 0)
  for (const { sound, weight } of sounds) {
    walk(sound, weight * 4)
    // any sound may follow any other
    for (const next of sounds) add(`${sound.at(-1)}${next.sound[0]}`, (weight * next.weight * 8) / total)
  }
  // names are joined from words: any word's end meets any word's beginning
  const firsts = tally([...WORDS.trim().split(/\s+/)].map((word) => word[0] ?? ''))
  const lasts = tally([...WORDS.trim().split(/\s+/)].map((word) => word.at(-1) ?? ''))
  for (const [last, share] of lasts) for (const [first, part] of firsts) add(last + first, share * part * JOINTS)
  for (const digit of '0123456789') {
    for (const letter of LETTERS) add(letter + digit, /\d/.test(letter) ? 3 : 0.3)
    for (const letter of 'abcdefghijklmnopqrstuvwxyz') add(digit + letter, 0.3)
  }
  return costs(counts)
}

function tally(letters: string[]): Map<string, number> {
  const shares = new Map<string, number>()
  for (const letter of letters) shares.set(letter, (shares.get(letter) ?? 0) + 1 / letters.length)
  return shares
}

/** −log2 of the share of a letter after another. Half a count for all: what is rare here may be common elsewhere. */
function costs(counts: Map<string, number>): Map<string, number> {
  const result = new Map<string, number>()
  for (const before of EDGE + LETTERS) {
    const sum = [...LETTERS].reduce((all, letter) => all + (counts.get(before + letter) ?? 0) + 0.5, 0)
    for (const letter of LETTERS)
      result.set(before + letter, -Math.log2(((counts.get(before + letter) ?? 0) + 0.5) / sum))
  }
  return result
}
