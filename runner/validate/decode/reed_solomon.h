/* Reed-Solomon codes over GF(256), as Data Matrix and QR Code use them. */
#ifndef TC_VALIDATE_REED_SOLOMON_H
#define TC_VALIDATE_REED_SOLOMON_H

/* Primitive polynomial and the exponent of the first root of the generator. */
enum tc_rs_code { TC_RS_MATRIX /* 301, alpha^1 */, TC_RS_QR /* 285, alpha^0 */ };

#define TC_RS_WORD_MAX 255

/* Correct a word of `len` codewords (at most 255), the last `checks` of them for
 * error correction, in place. The number of wrong ones, or -1, and the word as it
 * was, if there are more than `most` (at most checks / 2). */
int tc_rs_correct(enum tc_rs_code code, unsigned char *word, int len, int checks, int most);

#endif
