/**
 * What could not be read, in Japanese. A problem is written in English where it happens, with its numbers and names in it; a text that
 * has no row here, such as an error of the system, stays as it is.
 */
export function problemInJapanese({ what, what_to_do }: { what: string; what_to_do: string }) {
  return { what: inJapanese(what), what_to_do: inJapanese(what_to_do) }
}

function inJapanese(text: string): string {
  for (const [english, japanese] of ROWS) {
    const match = english.exec(text)
    if (match) return japanese.replace('…', () => match[1] ?? '')
  }
  return text
}

/** English, whole; `…` stands for what the parentheses hold */
const ROWS: [RegExp, string][] = [
  [/^not a regular file$/, '通常のファイルではありません'],
  [/^a report of kyumei, not evidence$/, 'kyumeiの報告で、証拠ではありません'],
  [
    /^Its own files were left out, all else in the folder was read\.$/,
    '報告自体のファイルは除き、フォルダーの残りはすべて読みました。',
  ],
  [/^Export its content to a file and name that\.$/, '中身をファイルに書き出して指定してください。'],
  [/^it changed while it was read$/, '読んでいる間に内容が変わりました'],
  [
    /^Copy it first, then scan the copy: what is cited must not move\.$/,
    '複製を作り、複製の方を調べてください（引用した行が動かないように）。',
  ],
  [/^no such file or folder$/, 'そのファイルまたはフォルダがありません'],
  [/^it is not there \(or a link points nowhere\)$/, 'ファイルがありません（またはリンク先がありません）'],
  [/^Check the name\.$/, '名前を確かめてください。'],
  [/^its name is not valid UTF-8$/, 'ファイル名がUTF-8ではありません'],
  [/^Rename it, or name a copy\.$/, '名前を変えるか、複製を指定してください。'],
  [/^no right to read it$/, '読む権限がありません'],
  [
    /^Run with an account that may read it, or copy it with one\.$/,
    '読めるアカウントで実行するか、そのアカウントで複製してください。',
  ],
  [/^a link that leads back to itself$/, '自分自身に戻るリンクです'],
  [/^a link that leads out of what was handed in$/, '指定されたフォルダーの外を指すリンクです'],
  [/^its path is longer than the system can open$/, 'パスが長すぎて、システムで開けません'],
  [/^Name the file it should point to\.$/, 'リンク先のファイルを指定してください。'],
  [
    /^It was not followed\. If what it leads to is evidence, name that, too\.$/,
    'たどりませんでした。リンク先も証拠なら、それも指定してください。',
  ],
  [
    /^Hand in the folder that it lies in, or move that to a shorter path\.$/,
    'それが入っているフォルダーを指定するか、短いパスに移してください。',
  ],
  [/^the disk is full: it could not be unpacked$/, 'ディスクがいっぱいで、展開できませんでした'],
  [/^the disk is full: it could not be taken in$/, 'ディスクがいっぱいで、取り込めませんでした'],
  [
    /^Free some space, or name another place with --workspace(?:, and scan again)?\.$/,
    '空きを作るか、--workspace で別の場所を指定して、もう一度調べてください。',
  ],
  [/^it could not be read: (.*)$/s, '読めませんでした: …'],
  [
    /^All the rest was read\. Copy it again from its source\.$/,
    'ほかはすべて読みました。元の場所から複製し直してください。',
  ],
  [/^the engine could not read it: (.*)$/s, '取り込めませんでした: …'],
  [
    /^Everything else was read\. Try this file alone; .*$/,
    'ほかはすべて読みました。このファイルだけで試し、それでも失敗するときは、この文言を添えて知らせてください。',
  ],
  [
    /^lines with a date before 1995 or after tomorrow, kept as unparsed: (\d+)$/,
    '…行の日付が1995年より前か明日より後です。未解釈の行として残しました',
  ],
  [
    /^Set the device's clock \(NTP\)\. If only the year is wrong, name it with --year\.$/,
    '機器の時計を合わせてください（NTP）。年だけが違うときは --year で指定できます。',
  ],
  [
    /^no format recognises any line of it; all lines are kept as unparsed$/,
    'どの形式にも当てはまる行がありません。全行を未解釈の行として残しました',
  ],
  [
    /^kyumei formats lists what is read; evidence\.json shows the first lines\. For a Squid with a logformat of its own, add its squid\.conf to the folder\.$/,
    '読める形式は kyumei formats で、最初の行は evidence.json で見られます。独自のlogformatで記録するSquidのログは、squid.conf も同じフォルダに入れてください。',
  ],
  [
    /^If it is a list of computers and their users, name it in a kyumei\.yaml .*$/,
    'PC台帳（端末と利用者の一覧）なら、kyumei.yaml に inventory: [ファイル名] と書き、--config で指定してもう一度調べてください。ログなら、読める形式は kyumei formats で見られます。',
  ],
  [/^a binary file, (?:not a log|neither a log nor a mail)$/, 'バイナリファイルで、ログではありません'],
  [/^Export the log as text\.$/, 'ログをテキストで書き出してください。'],
  [/^archives nested deeper than (\d+)$/, '圧縮ファイルの入れ子が…段を超えています'],
  [/^the archive is cut or damaged$/, '圧縮ファイルが途中で切れているか、壊れています'],
  [/^an archive too large to be opened in memory$/, '大きすぎてメモリー上で開けない圧縮ファイルです'],
  [/^an archive that took longer than (\d+) minutes to open$/, '圧縮ファイルを開くのに…分以上かかりました'],
  [/^an archive packed by a method that is not opened$/, '対応していない方式の圧縮ファイルです'],
  [/^Unpack it by hand\.$/, '展開してから指定してください。'],
  [/^Unpack it by hand and name the logs\.$/, '展開して、ログを指定してください。'],
  [
    /^the compressed file is cut or damaged: it ends before its end$/,
    '圧縮ファイルが途中で切れているか、壊れています（終わりの前に終わっています）',
  ],
  [/^the compressed file is cut or damaged: (.*)$/s, '圧縮ファイルが途中で切れているか、壊れています: …'],
  [
    /^What could be unpacked was read\. Copy it again from its source\.$/,
    '展開できた分は読みました。元の場所から複製し直してください。',
  ],
  [
    /^it has two directories: (.*)$/s,
    '目次が二つあり、ソフトによって見えるファイルが変わります（「/」の前が一つ目、後が二つ目）: …',
  ],
  [
    /^What the first one lists was read\. Treat the archive as hostile\.$/,
    '一つ目の目次にあるものを読みました。この圧縮ファイルは悪意のあるものとして扱ってください。',
  ],
  [/^its name points outside the archive$/, '圧縮ファイルの外を指す名前です'],
  [
    /^Nothing was written there; its content was read\. Treat the archive as hostile\.$/,
    'その場所には書かず、中身は読みました。この圧縮ファイルは悪意のあるものとして扱ってください。',
  ],
  [/^encrypted, and larger than (\d+) MB$/, '暗号化されていて、…MBを超えています'],
  [/^Unpack it with its password and hand in the result\.$/, 'パスワードで展開してから指定してください。'],
  [/^encrypted; none of the passwords opens it$/, '暗号化されていて、どのパスワードでも開けません'],
  [
    /^Name its password with --password WORD .*$/,
    '--password でパスワードを指定する（繰り返し可）か、展開してから指定してください。',
  ],
  [/^more than (\d+) files in archives$/, '圧縮ファイルの中のファイルが…個を超えています'],
  [
    /^the archive unpacks to more than (\d+) times its size, as bombs do: from here on it was not read$/,
    '圧縮ファイルが元の…倍を超えて展開されます（圧縮爆弾の疑い）。ここから先は読んでいません',
  ],
  [
    /^If it is your own, unpack it by hand and name the logs\. If not, treat the archive as hostile\.$/,
    '自組織のログなら、展開してからログを指定してください。そうでなければ、悪意のあるものとして扱ってください。',
  ],
  [/^the archives together unpack to more than (\d+) GB$/, '圧縮ファイルの展開が合わせて…GBを超えました'],
  [/^damaged or not readable as an Outlook file: (.*)$/s, '壊れているか、Outlookのファイルとして読めません: …'],
  [
    /^What could be read was read\. Save the mail again from Outlook, .*$/,
    '読めた分は読みました。Outlookから保存し直すか、別のメールソフトで.emlとして保存してください。',
  ],
  [/^larger than (\d+) MB, which is too large to open here$/, '…MBを超えていて、大きすぎて開けません'],
  [
    /^Unpack it and name the file itself; mails can also be saved one by one\.$/,
    '展開してファイルそのものを指定してください。メールを1通ずつ保存してもかまいません。',
  ],
  [/^the event log is cut: its end is missing$/, 'イベントログが途中で切れていて、終わりがありません'],
  [
    /^the event log is damaged \(events that could not be read: (\d+) or more\)$/,
    'イベントログが壊れていて、少なくとも…件のイベントが読めませんでした',
  ],
  [
    /^All other events were read\. Save the log again in the Event Viewer .*$/,
    'ほかのイベントはすべて読みました。イベント ビューアーの「すべてのイベントを名前を付けて保存」か wevtutil epl で保存し直してください。',
  ],
  [
    /^the event log was changed after Windows wrote it \(checksums that do not match: (\d+)\)$/,
    'イベントログが、Windowsが書いた後に変わっています（一致しないチェックサム: …か所）',
  ],
  [
    /^Its events were read\. Save the log again on its computer, and compare\.$/,
    'イベントは読みました。元のコンピューターで保存し直して、比べてください。',
  ],
  [
    /^a configuration among the evidence; it was not used, as whoever made the evidence could have written it$/,
    '調べる資料の中に設定ファイルがあります。資料を作った人が書いた可能性があるため、使っていません',
  ],
  [/^If it is yours, name it: --config (.*)$/, '自分の設定なら、--config … と指定してください。'],
  [
    /^a workspace that was among the evidence before, and not the one used last; what it holds counts as read$/,
    '調べる資料の中に、前回使ったものではない作業フォルダがあります。その中身は読み込み済みとして扱われます',
  ],
  [
    /^If you did not make it, name another place with --workspace\.$/,
    '自分で作ったものでなければ、--workspace で別の場所を指定してください。',
  ],
]
