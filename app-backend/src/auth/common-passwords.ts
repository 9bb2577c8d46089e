import { createHash } from 'node:crypto';

/**
 * Hashes of the passwords of at least 12 characters among the 49,000 commonest, less those that other checks refuse. Hashes, since many of
 * these passwords are obscene. From @zxcvbn-ts/language-common 4.1.3 (MIT): the package holds 380 KB more than these.
 */
const COMMON_PASSWORDS: ReadonlySet<string> = new Set(
  `
  -BWuYXw2Q0 -UH1V-6JaD -VK3S2CDVU -m5eWhiorx 0XRuHOnRae 0lsbU_7aO9 1LRYZNnW-r 1SR1upSSpx 23rZUDNuvS 29zwG_Us6s 2EqaaysP6u 2GyGUbeUuv
  2K7MZSzk-z 2Kr8S4R8NR 2vzOTH7UN4 3mJ4q57RKS 42-r2h8DYM 4AD0D8Ts8D 4SuC0djXDx 4WiJe7STV_ 53O7XZAmqg 5ABeLBV4oe 5JozIW0Yzf 5b32k2ZKg6
  5jgYAZH7pQ 5xTMsjpRqE 6NXRuQ_7Ld 6PGtK96jr5 6aL00OHwGx 6lWVzeiNgj 71Ks4JDMxp 7unG4ZBvbl 7vocfgyWS7 8-rFbqRkeV 84TA5PiNye 88iAEqyD7m
  8dET-cCAkB 8fpdbCZCbz 97zS1ONydv 9YfU1YZgYT 9ckxayB6jv 9fHOjyXXgH ACX3VwTw15 AFSn3p1P3c AKa3LUCJrH ALR3dSD7Hf AM_kbSur0z AVAA9LWM5A
  AfccmiurLB AktMLyeSL8 AvUUgvVypH AyzBH-elfn BJWfqIEJNa BMzGdEVf6A BNvdF3sky_ BRkl0D_Y3L BTQUFSSxh7 BZYEkhFbuU B_UxYgNn4e BbtDKkv21I
  BiXlv6Eeh7 Bkf0sL_UmM C2fGSk6WQO CXy2wyWuv1 CZOPkSjQDZ Cad_ROuOb- CfunlD4irC Cmcki5rgZG Cx2_8nFKWo DW_924eX2o DaC5Q_MirX DjyxN6RigD
  EH3c6tVgdU F0y3USFJbS FIZKaiPe_J FLvj9yZIyN FQNDQxztVd FmjBH7gdZP G3M-MIlxAq GAPGoz0mk8 GF79TOh2tp GFR1XADNu8 GL9u3ISAzz GUgovfg4oa
  GmhC_8tou7 GmvU2dedwK GwHjChn5C1 H0VOjOjXxI HDEt1kJqFm HGmdBtlmOg Hju4lHVvjW I84H_ofbha IFmu9HmWy4 IOfC6Jgn6C J-7Pl_MN1M JD0CPMKyqD
  JWahjNHqxf JiiNmQRcjM JnXnMonAdO KIn1Rq-npm KSniL0ixxn KUOlZ7wFvG KwqMI0u5U0 L19s5a4wtU LEAgk_VmoO LLOAnuPteq LVQ7vBK39q LYpBMieqJ9
  M0idJJt52I M9c-I0EcWT MABfVs8vTU MZuuKP5OZF MfYed_JXnf N-ctVHhL6T NfkVZqaHwL NieZllxQbL NqoVqI56s2 O02i4o6-C8 O2YE0xAJxL O4R-90izVl
  OLh7ENCNjC OV8pEHMcUI OldFoF-H3e P1wLX5wybn Q0b_kvW1de Q3mx0goFqB Q5CHSC0h1X QPWYzHZVDS QZTRcG7R9A Rchr_8uR1R RqKBzTVJit SB7DEMKnfF
  SH5CDJ3rPI SJH4VkgKkO SdYhMl61Wm SpxT3tKaDX SrWBHoqgSx SsH1rv2bAl Sss-YmQcGY THPWx311Wc U6YMlDbZ8U UL_uSccG12 UPSAl-PloV Vp0P-VO83-
  VvSuNWOEfA W0BicumJsV W9etsCRGMb WLqjxUr1If WMax0yZT6C WeIPaUVi2g X1DdcnTv5C X1cqDaQDsX XVpwoteIeY X_7S4b1Ws3 Xk_467X-hN XmEOa02CHg
  XpKG2oJhoV XspIkdryrK Xzs7YUlXEA YGvkvn2kXs YXA0wi22ij YmXbDIxdsW Ytm1ayOp7h Z9cQpZCgbH ZKgTa-2BMS ZbyGf2j_0c ZnjUPnQtPz ZvH6gy1hmx
  _Kx2tLLJmN _MoogEXt2G _U5-geH6Bf a4QZn1Y5Y- atZloD3F7p auIXFkoeO_ axVxMkDoev bF8oWp7b2r bu37ltcnrd c0duOCYxd3 c5jPEPKa_X cORI7zCZ39
  cW-f-Skxx5 cXmwswmIAc d1ucIAACxM d7kOfpl4Ol dDBWFrK8Fs dlrZ9MfmLj dy8P4bJuR0 eAsQz6qsSi eJuZ6SpLPb egGt6kuKEI f9BvDiph_s fDbFsPtrQ_
  fcrJGqyR1- g3A1SQ8Iy2 gNqfiAiVF2 gXSgXU4m0G gdBv6RZh61 ggbSLwQ3gR ghooAgWqUo grpwG8gf-c h2jO0l5jbt h9l9FebDut hFul5BLQFB hGBzcd5JKm
  hGFbGnvXaR hN4TaFZYV_ hOvBuseHn4 hmJGfcfJ6r iQekmbVK4M iTUmIaLltp iXsxIHLC-y ibAKLt9tXV ivv9uNvli5 jFyufA3Qqc jG6W96tqAp jflQJlOPt-
  kBWzUCohdZ kHfRr2nHvC kJzeSic-Xu klsTp--bS0 lFcpmymsS6 lTEk9ZZQgR lbOvMJkmFp lc5w2e3j8A lqHbeEqaxy mmIu6vSmJp n4Cl4UAXzM nI9aSnd55q
  nhXsgQ0kj9 nlonFPd8Zm nt10Ev5l_w oDZHVaOKh7 oLCk-dV4fp okVv8GHEnH pe5w8VIlI_ pgOXSuSzZw pi7LjE-W86 pievSUPD4n povzsv7Vxc q4ueArMmbw
  qQogc3TSmn qR8Mwk_2i9 qalaY6QuP9 r1f5ohtYO4 rPRUiJeNn_ rZsHArxBhJ ra-d7G_ew8 rdumoVWVkI rl3rhl05Gv ruEnHrbwwE s0Vk8cTNHZ s4KCJXicYb
  sB6wAIBQt4 sCToQFsSdT sCVvDvTftt sQ5kJ4AuoK sQj9-Me2vd sowizQRQlX ssN-0ZpdJ2 tLt_I2riTX tMTY0b-3vA tR176m0Caa trkBAlXOQK uDa-NY_KaI
  uNqCpJXm6l unXNOeqpHs vFs_4y4jxP vOKWbAsNhT vQhetZpV9_ vqfwiHW7MR wbWboMVuay wryCnylRk5 x-QCJY7jlf xALRO0qhpq xNMI9vIKvk xfIKZ50BTd
  xlWNLBFoIj xoaJszjYRe xrPlEC8mjR y14PrHXJIa y3mwKyCv_x yCB57ISiX9 yF9nuoAmDF yK3kXtZPpO yMOLnIc0XX yQNOSa8sMo yQvA9tN994 yrGOXAzfei
  ys_VJEADRN zFcSmkVJUZ zTQNGlxBUd zmQoco-Kw0
`
    .trim()
    .split(/\s+/),
);

/** @param password in lower case. */
export const isCommonPassword = (password: string): boolean =>
  COMMON_PASSWORDS.has(createHash('sha256').update(password).digest('base64url').slice(0, 10));
