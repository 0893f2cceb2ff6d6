import { anyOf, type Language } from './language.ts'

export const INDONESIAN: Language = {
  spoken:
    'dan yang di ke dari untuk dengan anda kami saya ini itu tidak akan telah sudah dapat atau pada adalah jika dalam oleh harap mohon silakan kita bisa sedang terlampir akun',
  accountLost:
    /(?:kotak (?:surat|masuk)|akun|kata sandi|kartu|akses|verifikasi|email)[^.]{0,60}(?:ditangguhkan|diblokir|kedaluwarsa|berakhir|dibatasi|dinonaktifkan|penuh|kapasitas)|(?:pesan|email)[^.]{0,30}(?:dikarantina|ditahan|tertunda)|login (?:tidak biasa|mencurigakan)/i,
  caretaker: /(?:dukungan|bagian|tim) (?:ti|it)|administrator(?: sistem| email)?/i,
  transfer: /transfer|pembayaran|bayar/i,
  changedAccount: anyOf(
    /rekening (?:bank )?baru|(?:perubahan|pergantian) (?:nomor )?rekening|rekening[^.]{0,40}(?:telah berubah|berubah|diganti)/,
    /(?:mengganti|mengubah) (?:nomor )?rekening/,
  ),
  accountBarred: anyOf(
    /rekening[^.\n]{0,60}(?:diblokir|dibekukan|audit)/,
    /(?:kantor pajak|pemeriksaan pajak)[^.\n]{0,60}rekening|rekening[^.\n]{0,60}tidak (?:dapat|bisa) menerima/,
  ),
  unchanged: /rekening (?:kami )?(?:yang )?(?:biasa|lama|sama)|tidak berubah/i,
  wages: /gaji[^.]{0,60}rekening (?:baru|lain)|(?:ganti|ubah)[^.]{0,20}rekening[^.]{0,40}gaji/i,
  secret: /rahasia|sedang rapat/i,
  tellNobody: /jangan (?:beri tahu|bicarakan|ceritakan)|kepada siapa pun|sangat rahasia/i,
  notByTelephone: /sedang rapat|tidak bisa (?:menerima|angkat) telepon|hanya lewat email/i,
  qrCode: /kode QR/i,
  haste: /segera|mendesak|hari ini|sekarang juga/i,
  deadline: anyOf(
    /dalam(?: waktu)? \d{1,2} (?:jam|hari)|segera|jika tidak|untuk menghindari|berakhir hari ini/,
    /waktu \d{1,2} jam|peringatan terakhir/,
  ),
  claim:
    /(?:paket|kiriman|pesanan)[^.]{0,80}(?:bea cukai|tertahan|tidak dapat dikirim|biaya)|pengembalian[^.]{0,60}(?:menerima|ajukan)|berhak atas pengembalian|(?:denda|tilang)[^.]{0,40}belum dibayar/i,
  loss: /ditangguhkan|diblokir|dihapus|dinonaktifkan|dikembalikan ke pengirim|denda/i,
  byWhen: /dalam \d{1,2}|sebelum|jika tidak/i,
  act: /konfirmasi|verifikasi|bayar|perbarui|isi data|masuk/i,
  windfall: /pengembalian|hadiah|kompensasi|bantuan sosial/i,
  details: /(?:data|nomor) (?:rekening|kartu)/i,
  othersPassword: /masuk dengan (?:akun )?(?:email|microsoft|kata sandi)[^.]{0,30}/i,
  everyday: /faktur|tagihan|pesanan|penawaran|pembayaran|kiriman|pajak|denda/i,
  notYou: /jika (?:ini )?bukan anda/i,
  elseLost: /jika tidak[^.\n]{0,60}(?:ditangguhkan|diblokir|dihapus)/i,
  giftCards: /(?:kartu hadiah|voucher)[\s\S]{0,100}(?:beli|kode)|beli[\s\S]{0,100}(?:kartu hadiah|voucher)/i,
  guardOff: anyOf(
    /(?:antivirus|firewall|defender)[^\n]{0,100}(?:nonaktifkan|matikan|abaikan)|(?:nonaktifkan|matikan|abaikan)[^.\n]{0,40}(?:antivirus|firewall|defender)/,
    /(?:hentikan|jeda|matikan)[^.\n]{0,30}antivirus/,
  ),
  paste: /tempel/i,
  enable: /aktifkan (?:konten|pengeditan|makro)/i,
  unseen: /(?:tampil|dilindungi|terbaca)[\s\S]{0,80}aktifkan (?:konten|pengeditan|makro)/i,
  charge: /didebit|diperpanjang|langganan|pesanan|ditagih/i,
  denied: /tidak (?:menyetujui|mengizinkan|melakukan|memesan)|membatalkan|pengembalian/i,
  ring: /telepon|hubungi/i,
  watched: /kamera|merekam|meretas|situs dewasa|porno/i,
  spreads: /kontak|keluarga|teman|sebarkan|mengirim video/i,
  pays: /membayar|bayar|transfer/i,
  orElse: anyOf(
    /jika (?:anda )?tidak/,
    /(?:kalau|bila|jika) (?:\S+ )?tidak|peringatan terakhir|satu-satunya peringatan/,
  ),
  easyWork:
    /(?:kerja (?:dari|di) rumah|kerja online|paruh waktu)[\s\S]{0,200}(?:tanpa pengalaman|jam sehari|per bulan|per hari)/i,
  enclosed: /terlampir|lampiran/i,
  pay: /(?:transfer|pembayaran) (?:mendesak|segera)|(?:lakukan|perlu)[^.\n]{0,20}(?:transfer|pembayaran)/i,
  passwordTyped: /(?:masukkan|isi)[^.\n]{0,30}kata sandi/i,
  neverAsked: /tidak pernah[^.\n]{0,60}kata sandi/i,
  secretByReply: /(?:balas|kirim)[^.]{0,40}kata sandi anda/i,
  paidTooMuch:
    /(?:dua kali|ganda|salah|keliru|kelebihan)[^.\n]{0,40}(?:bayar|membayar|transfer|mentransfer|pembayaran)|(?:bayar|membayar|transfer|mentransfer|pembayaran)[^.\n]{0,40}(?:dua kali|ganda|kelebihan|keliru)/i,
  paidBack: /kembalikan|pengembalian|refund/i,
  payerGone: /rekening (?:asal|lama|pengirim)[^.\n]{0,60}(?:ditutup|sudah tutup|tidak aktif|diblokir|tidak dapat)/i,
  register: /(?:direktori|daftar|register|basis data)[^.\n]{0,40}(?:perusahaan|usaha|merek)/i,
  registerEntry: /pencantuman|pendaftaran|publikasi|pemuatan/i,
  feeDue: /bayar|pembayaran|biaya|transfer/i,
  cardCode:
    /nomor kartu[\s\S]{0,120}(?:\bcv[cv]2?\b|kode keamanan|(?:tiga|3) (?:digit|angka))|(?:\bcv[cv]2?\b|kode keamanan)[\s\S]{0,120}nomor kartu/i,
  formBack:
    /(?:kirim|kembalikan|isi|balas)\w*[^.\n]{0,80}(?:formulir|kartu|data)|formulir[^.\n]{0,60}(?:kirim|kembali|isi)/i,
  moneyAlarm:
    /(?:transfer|transaksi|pembayaran)[^.\n]{0,60}(?:dihentikan|diblokir|mencurigakan|ditahan|percobaan)|(?:dihentikan|diblokir|mencurigakan|ditahan|percobaan)\w*[^.\n]{0,40}(?:transfer|transaksi|pembayaran)/i,
  safeAccount: /rekening (?:aman|teknis|penampungan)/i,
}
