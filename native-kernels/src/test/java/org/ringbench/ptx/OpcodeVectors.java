package org.ringbench.ptx;

import java.util.List;

/**
 * Vectors by hand, from the text of the PTX ISA. A line is: kind of the result, the instruction,
 * and cases "inputs = result" in hexadecimal; inputs are those of {@link Snippet}.
 */
final class OpcodeVectors {
  private OpcodeVectors() {}

  /** PTX ISA, "Integer Arithmetic Instructions". */
  static final List<String> ARITHMETIC =
      List.of(
          "h | add.s16 %h8, %h0, %h1 | 7fff 1 = 8000; ffff 2 = 1",
          "h | add.u16 %h8, %h0, %h1 | ffff 1 = 0; 1234 1111 = 2345",
          "r | add.s32 %r8, %r0, %r1 | 7fffffff 1 = 80000000; ffffffff ffffffff = fffffffe",
          "r | add.u32 %r8, %r0, %r1 | ffffffff 2 = 1; 5 6 = b",
          "d | add.s64 %d8, %d0, %d1 | ffffffffffffffff 1 = 0; ffffffff 1 = 100000000",
          "d | add.u64 %d8, %d0, %d1 | 8000000000000000 8000000000000001 = 1",
          "h | sub.s16 %h8, %h0, %h1 | 0 1 = ffff; 8000 1 = 7fff",
          "h | sub.u16 %h8, %h0, %h1 | 3 5 = fffe",
          "r | sub.s32 %r8, %r0, %r1 | 0 1 = ffffffff; 80000000 1 = 7fffffff",
          "r | sub.u32 %r8, %r0, %r1 | 1 2 = ffffffff; 9 2 = 7",
          "d | sub.s64 %d8, %d0, %d1 | 0 1 = ffffffffffffffff; 100000000 1 = ffffffff",
          "d | sub.u64 %d8, %d0, %d1 | 5 7 = fffffffffffffffe",
          "h | mul.lo.s16 %h8, %h0, %h1 | ffff ffff = 1; 100 100 = 0",
          "h | mul.lo.u16 %h8, %h0, %h1 | 1234 10 = 2340",
          "r | mul.lo.s32 %r8, %r0, %r1 | ffffffff 3 = fffffffd; 10000 10000 = 0",
          "r | mul.lo.u32 %r8, %r0, %r1 | 12345678 10 = 23456780",
          "d | mul.lo.s64 %d8, %d0, %d1 | ffffffffffffffff 5 = fffffffffffffffb",
          "d | mul.lo.u64 %d8, %d0, %d1 | 100000001 100000001 = 200000001",
          "h | mul.hi.s16 %h8, %h0, %h1 | 8000 8000 = 4000; ffff 1 = ffff",
          "h | mul.hi.u16 %h8, %h0, %h1 | ffff ffff = fffe",
          "r | mul.hi.s32 %r8, %r0, %r1 | 80000000 80000000 = 40000000; ffffffff 1 = ffffffff",
          "r | mul.hi.u32 %r8, %r0, %r1 | ffffffff ffffffff = fffffffe; 80000000 2 = 1",
          "d | mul.hi.s64 %d8, %d0, %d1 | ffffffffffffffff 1 = ffffffffffffffff;"
              + " 8000000000000000 8000000000000000 = 4000000000000000",
          "d | mul.hi.u64 %d8, %d0, %d1 | ffffffffffffffff ffffffffffffffff = fffffffffffffffe",
          "r | mul.wide.s16 %r8, %h0, %h1 | ffff 2 = fffffffe; 7fff 7fff = 3fff0001",
          "r | mul.wide.u16 %r8, %h0, %h1 | ffff ffff = fffe0001",
          "d | mul.wide.s32 %d8, %r0, %r1 | ffffffff 2 = fffffffffffffffe; 10000 10000 = 100000000",
          "d | mul.wide.u32 %d8, %r0, %r1 | ffffffff ffffffff = fffffffe00000001",
          "h | mad.lo.s16 %h8, %h0, %h1, %h2 | ffff 2 5 = 3",
          "h | mad.lo.u16 %h8, %h0, %h1, %h2 | ff ff 1ff = 0",
          "r | mad.lo.s32 %r8, %r0, %r1, %r2 | ffffffff 2 5 = 3; 10000 10000 7 = 7",
          "r | mad.lo.u32 %r8, %r0, %r1, %r2 | 3 4 5 = 11",
          "d | mad.lo.s64 %d8, %d0, %d1, %d2 | ffffffffffffffff 2 5 = 3",
          "d | mad.lo.u64 %d8, %d0, %d1, %d2 | 100000000 100000000 9 = 9",
          "r | mad.hi.s32 %r8, %r0, %r1, %r2 | 80000000 80000000 1 = 40000001; ffffffff 1 1 = 0",
          "r | mad.hi.u32 %r8, %r0, %r1, %r2 | ffffffff ffffffff 3 = 1",
          "d | mad.hi.s64 %d8, %d0, %d1, %d2 | ffffffffffffffff 1 2 = 1",
          "d | mad.hi.u64 %d8, %d0, %d1, %d2 | ffffffffffffffff ffffffffffffffff 2 = 0",
          "r | mad.wide.s16 %r8, %h0, %h1, %r2 | ffff 2 5 = 3",
          "r | mad.wide.u16 %r8, %h0, %h1, %r2 | ffff ffff 1 = fffe0002",
          "d | mad.wide.s32 %d8, %r0, %r1, %d2 | ffffffff 2 5 = 3; 5 6 ffffffffffffffff = 1d",
          "d | mad.wide.u32 %d8, %r0, %r1, %d2 | ffffffff ffffffff 1 = fffffffe00000002",
          "r | dp4a.u32.u32 %r8, %r0, %r1, %r2 | ffffffff 01020304 5 = 9fb; ff 2 ffffffff = 1fd",
          "r | dp4a.s32.s32 %r8, %r0, %r1, %r2 | ffffffff 01020304 a = 0",
          "r | dp4a.u32.s32 %r8, %r0, %r1, %r2 | ff ff 0 = ffffff01",
          "r | dp4a.s32.u32 %r8, %r0, %r1, %r2 | ff 2 0 = fffffffe",
          "h | div.s16 %h8, %h0, %h1 | fff9 2 = fffd; 7 fffe = fffd",
          "h | div.u16 %h8, %h0, %h1 | fff9 2 = 7ffc",
          "r | div.s32 %r8, %r0, %r1 | fffffff9 2 = fffffffd; 7 fffffffe = fffffffd",
          "r | div.u32 %r8, %r0, %r1 | fffffff9 2 = 7ffffffc; ffffffff ffffffff = 1",
          "d | div.s64 %d8, %d0, %d1 | fffffffffffffff9 2 = fffffffffffffffd",
          "d | div.u64 %d8, %d0, %d1 | fffffffffffffff9 2 = 7ffffffffffffffc; 5 9 = 0",
          "h | rem.s16 %h8, %h0, %h1 | fff9 2 = ffff; 7 fffe = 1",
          "h | rem.u16 %h8, %h0, %h1 | fff9 a = 9",
          "r | rem.s32 %r8, %r0, %r1 | fffffff9 2 = ffffffff; 7 fffffffe = 1",
          "r | rem.u32 %r8, %r0, %r1 | ffffffff a = 5",
          "d | rem.s64 %d8, %d0, %d1 | fffffffffffffff9 2 = ffffffffffffffff",
          "d | rem.u64 %d8, %d0, %d1 | ffffffffffffffff a = 5",
          "h | min.s16 %h8, %h0, %h1 | ffff 1 = ffff",
          "h | min.u16 %h8, %h0, %h1 | ffff 1 = 1",
          "r | min.s32 %r8, %r0, %r1 | ffffffff 1 = ffffffff; 3 2 = 2",
          "r | min.u32 %r8, %r0, %r1 | ffffffff 1 = 1",
          "d | min.s64 %d8, %d0, %d1 | ffffffffffffffff 1 = ffffffffffffffff",
          "d | min.u64 %d8, %d0, %d1 | ffffffffffffffff 1 = 1; 1 8000000000000000 = 1",
          "h | max.s16 %h8, %h0, %h1 | ffff 1 = 1",
          "h | max.u16 %h8, %h0, %h1 | ffff 1 = ffff",
          "r | max.s32 %r8, %r0, %r1 | ffffffff 1 = 1",
          "r | max.u32 %r8, %r0, %r1 | ffffffff 1 = ffffffff",
          "d | max.s64 %d8, %d0, %d1 | ffffffffffffffff 1 = 1",
          "d | max.u64 %d8, %d0, %d1 | ffffffffffffffff 1 = ffffffffffffffff",
          "h | neg.s16 %h8, %h0 | 1 = ffff; 8000 = 8000",
          "r | neg.s32 %r8, %r0 | 1 = ffffffff; 80000000 = 80000000; 0 = 0",
          "d | neg.s64 %d8, %d0 | 1 = ffffffffffffffff; 5 = fffffffffffffffb",
          "h | abs.s16 %h8, %h0 | ffff = 1; 7 = 7",
          "r | abs.s32 %r8, %r0 | fffffffb = 5; 7 = 7; 80000000 = 80000000",
          "d | abs.s64 %d8, %d0 | fffffffffffffffb = 5; 7 = 7",
          "r | popc.b32 %r8, %r0 | 0 = 0; ffffffff = 20; 80000001 = 2",
          "r | popc.b64 %r8, %d0 | ffffffffffffffff = 40; 8000000000000001 = 2",
          "r | clz.b32 %r8, %r0 | 0 = 20; 1 = 1f; 80000000 = 0",
          "r | clz.b64 %r8, %d0 | 0 = 40; 1 = 3f; 100000000 = 1f",
          "r | brev.b32 %r8, %r0 | 1 = 80000000; 80000003 = c0000001",
          "d | brev.b64 %d8, %d0 | 1 = 8000000000000000; 3 = c000000000000000",
          "r | bfind.u32 %r8, %r0 | 0 = ffffffff; 1 = 0; 80000000 = 1f",
          "r | bfind.s32 %r8, %r0 | ffffffff = ffffffff; fffffffe = 0; 7fffffff = 1e",
          "r | bfind.u64 %r8, %d0 | 0 = ffffffff; 100000000 = 20",
          "r | bfind.s64 %r8, %d0 | ffffffffffffffff = ffffffff; fffffffeffffffff = 20",
          "r | bfind.shiftamt.u32 %r8, %r0 | 1 = 1f; 80000000 = 0; 0 = ffffffff",
          "r | bfind.shiftamt.s32 %r8, %r0 | fffffffe = 1f; 0 = ffffffff",
          "r | bfind.shiftamt.u64 %r8, %d0 | 1 = 3f; 0 = ffffffff",
          "r | bfind.shiftamt.s64 %r8, %d0 | fffffffffffffffe = 3f");

  /**
   * PTX ISA, "Logic and Shift Instructions", "lop3", "shf", "prmt", "bfe", "bfi", "bmsk", "szext".
   */
  static final List<String> LOGIC =
      List.of(
          "h | and.b16 %h8, %h0, %h1 | ff0f 0ff0 = 0f00",
          "r | and.b32 %r8, %r0, %r1 | ff00ff00 0ff00ff0 = 0f000f00",
          "d | and.b64 %d8, %d0, %d1 | ff00000000000001 f000000000000003 = f000000000000001",
          "h | or.b16 %h8, %h0, %h1 | ff00 00f0 = fff0",
          "r | or.b32 %r8, %r0, %r1 | ff000000 ff = ff0000ff",
          "d | or.b64 %d8, %d0, %d1 | 8000000000000000 1 = 8000000000000001",
          "h | xor.b16 %h8, %h0, %h1 | ffff f0f0 = 0f0f",
          "r | xor.b32 %r8, %r0, %r1 | ffffffff f0f0f0f0 = 0f0f0f0f",
          "d | xor.b64 %d8, %d0, %d1 | ffffffffffffffff 1 = fffffffffffffffe",
          "h | not.b16 %h8, %h0 | 00ff = ff00",
          "r | not.b32 %r8, %r0 | 0 = ffffffff; 1 = fffffffe",
          "d | not.b64 %d8, %d0 | 0 = ffffffffffffffff",
          "h | cnot.b16 %h8, %h0 | 0 = 1; 8000 = 0",
          "r | cnot.b32 %r8, %r0 | 0 = 1; 5 = 0",
          "d | cnot.b64 %d8, %d0 | 0 = 1; 100000000 = 0",
          // Shifts clamp their amount; Java would take it modulo the width.
          "h | shl.b16 %h8, %h0, %r1 | 1 f = 8000; 1 10 = 0; 8001 1 = 2",
          "r | shl.b32 %r8, %r0, %r1 | 1 1f = 80000000; 1 20 = 0; 1 ffffffff = 0; 80000001 1 = 2",
          "d | shl.b64 %d8, %d0, %r1 | 1 3f = 8000000000000000; 1 40 = 0; 1 80000000 = 0",
          "h | shr.u16 %h8, %h0, %r1 | 8000 f = 1; 8000 10 = 0",
          "h | shr.b16 %h8, %h0, %r1 | 8000 4 = 800",
          "h | shr.s16 %h8, %h0, %r1 | 8000 f = ffff; 8000 10 = ffff; 4000 20 = 0",
          "r | shr.u32 %r8, %r0, %r1 | 80000000 1f = 1; 80000000 20 = 0",
          "r | shr.b32 %r8, %r0, %r1 | 80000000 4 = 08000000; 1 ffffffff = 0",
          "r | shr.s32 %r8, %r0, %r1 | 80000000 4 = f8000000; 80000000 20 = ffffffff;"
              + " 7fffffff ffffffff = 0",
          "d | shr.u64 %d8, %d0, %r1 | 8000000000000000 3f = 1; 8000000000000000 40 = 0",
          "d | shr.b64 %d8, %d0, %r1 | 8000000000000000 20 = 80000000; 1 ffffffff = 0",
          "d | shr.s64 %d8, %d0, %r1 | 8000000000000000 4 = f800000000000000;"
              + " 8000000000000000 40 = ffffffffffffffff; 1 ffffffff = 0",
          "r | shf.l.wrap.b32 %r8, %r0, %r1, %r2 | 80000001 c0000000 1 = 80000001;"
              + " 11111111 22222222 20 = 22222222; f0000000 1 24 = 1f",
          "r | shf.l.clamp.b32 %r8, %r0, %r1, %r2 | 11111111 22222222 20 = 11111111;"
              + " 11111111 22222222 ff = 11111111; f0000000 1 4 = 1f; 1 2 0 = 2",
          "r | shf.r.wrap.b32 %r8, %r0, %r1, %r2 | 80000001 1 1 = c0000000;"
              + " 11111111 22222222 20 = 11111111; 0 f 24 = f0000000",
          "r | shf.r.clamp.b32 %r8, %r0, %r1, %r2 | 11111111 22222222 20 = 22222222;"
              + " 0 f 4 = f0000000; 1 2 0 = 1; 1 2 ffffffff = 2",
          "r | lop3.b32 %r8, %r0, %r1, %r2, 0x80 | ff00ff00 0ff00ff0 33333333 = 03000300",
          "r | lop3.b32 %r8, %r0, %r1, %r2, 0xFE | f0000000 0f000000 00f00000 = fff00000",
          "r | lop3.b32 %r8, %r0, %r1, %r2, 0x96 | ffffffff f0f0f0f0 ff00ff00 = f00ff00f",
          "r | lop3.b32 %r8, %r0, %r1, %r2, 0x1A | f0 cc aa = 1a",
          "r | lop3.b32 %r8, %r0, %r1, %r2, 0xE2 | fffffff0 ffffffcc ffffffaa = ffffffe2",
          "r | lop3.b32 %r8, %r0, %r1, %r2, 0x01 | f0 cc aa = ffffff01",
          "r | bfe.u32 %r8, %r0, %r1, %r2 | abcd1234 8 8 = 12; ffffffff 1c 8 = f; f 20 4 = 0;"
              + " ffffffff 0 0 = 0; ffffffff 0 ff = ffffffff; 12345678 104 104 = 7",
          "r | bfe.s32 %r8, %r0, %r1, %r2 | 00008000 8 8 = ffffff80; 80000000 1c 8 = fffffff8;"
              + " 80000000 40 4 = ffffffff; ffffffff 4 0 = 0; 7f 0 7 = ffffffff",
          "d | bfe.u64 %d8, %d0, %r1, %r2 | abcd123400000000 20 10 = 1234; ff 40 8 = 0",
          "d | bfe.s64 %d8, %d0, %r1, %r2 | 0000800000000000 28 8 = ffffffffffffff80",
          "r | bfi.b32 %r8, %r0, %r1, %r2, %r3 | ff 0 8 8 = ff00; ff 12345678 4 8 = 12345ff8;"
              + " ff 1 20 8 = 1; f 0 1e 8 = c0000000; ff 7 0 0 = 7",
          "d | bfi.b64 %d8, %d0, %d1, %r2, %r3 | ff 0 38 8 = ff00000000000000; ff 5 40 8 = 5",
          "r | bmsk.clamp.b32 %r8, %r0, %r1 | 4 8 = ff0; 0 20 = ffffffff; 20 4 = 0; 1c 8 ="
              + " f0000000",
          "r | bmsk.wrap.b32 %r8, %r0, %r1 | 4 8 = ff0; 24 8 = ff0; 0 20 = 0",
          "r | szext.clamp.u32 %r8, %r0, %r1 | fff 8 = ff; fff 0 = 0; ffffffff 40 = ffffffff",
          "r | szext.clamp.s32 %r8, %r0, %r1 | 80 8 = ffffff80; 7f 8 = 7f; 80000000 20 = 80000000",
          "r | szext.wrap.u32 %r8, %r0, %r1 | fff 28 = ff",
          "r | szext.wrap.s32 %r8, %r0, %r1 | 80 28 = ffffff80; ff 20 = 0",
          // The default mode: bit 3 of a selector replicates the sign of the byte.
          "r | prmt.b32 %r8, %r0, %r1, %r2 | 33221100 77665544 3210 = 33221100;"
              + " 33221100 77665544 7654 = 77665544; 33221100 77665544 1537 = 11553377;"
              + " 80007f00 77665544 ba98 = ff000000; 33221100 88665544 f000 = ff000000",
          "r | prmt.b32.f4e %r8, %r0, %r1, %r2 | 33221100 77665544 0 = 33221100;"
              + " 33221100 77665544 1 = 44332211; 33221100 77665544 3 = 66554433",
          "r | prmt.b32.b4e %r8, %r0, %r1, %r2 | 33221100 77665544 0 = 55667700;"
              + " 33221100 77665544 1 = 66770011; 33221100 77665544 3 = 00112233",
          "r | prmt.b32.rc8 %r8, %r0, %r1, %r2 | 33221100 77665544 2 = 22222222",
          "r | prmt.b32.ecl %r8, %r0, %r1, %r2 | 33221100 77665544 1 = 33221111;"
              + " 33221100 77665544 2 = 33222222",
          "r | prmt.b32.ecr %r8, %r0, %r1, %r2 | 33221100 77665544 1 = 11111100;"
              + " 33221100 77665544 2 = 22221100",
          "r | prmt.b32.rc16 %r8, %r0, %r1, %r2 | 33221100 77665544 0 = 11001100;"
              + " 33221100 77665544 1 = 33223322",
          "p | and.pred %p8, %p0, %p1 | 1 1 = 1; 1 0 = 0",
          "p | or.pred %p8, %p0, %p1 | 0 1 = 1; 0 0 = 0",
          "p | xor.pred %p8, %p0, %p1 | 1 1 = 0; 1 0 = 1",
          "p | not.pred %p8, %p0 | 1 = 0; 0 = 1");

  /** PTX ISA, "setp", "selp", "mov", "cvt", "cvta", "isspacep". */
  static final List<String> COMPARE_AND_MOVE =
      List.of(
          "p | setp.eq.s32 %p8, %r0, %r1 | 1 1 = 1; 1 2 = 0",
          "p | setp.ne.s32 %p8, %r0, %r1 | 1 1 = 0; 1 2 = 1",
          "p | setp.lt.s32 %p8, %r0, %r1 | ffffffff 1 = 1; 1 1 = 0; 2 1 = 0",
          "p | setp.le.s32 %p8, %r0, %r1 | ffffffff 1 = 1; 1 1 = 1; 2 1 = 0",
          "p | setp.gt.s32 %p8, %r0, %r1 | ffffffff 1 = 0; 1 1 = 0; 2 1 = 1",
          "p | setp.ge.s32 %p8, %r0, %r1 | ffffffff 1 = 0; 1 1 = 1; 2 1 = 1",
          "p | setp.lt.u32 %p8, %r0, %r1 | ffffffff 1 = 0; 1 ffffffff = 1",
          "p | setp.le.u32 %p8, %r0, %r1 | ffffffff 1 = 0; 1 1 = 1",
          "p | setp.gt.u32 %p8, %r0, %r1 | ffffffff 1 = 1; 1 1 = 0",
          "p | setp.ge.u32 %p8, %r0, %r1 | ffffffff 1 = 1; 0 1 = 0",
          "p | setp.lo.u32 %p8, %r0, %r1 | 1 80000000 = 1; 80000000 1 = 0",
          "p | setp.ls.u32 %p8, %r0, %r1 | 1 1 = 1; 80000000 1 = 0",
          "p | setp.hi.u32 %p8, %r0, %r1 | 80000000 1 = 1; 1 1 = 0",
          "p | setp.hs.u32 %p8, %r0, %r1 | 1 1 = 1; 0 1 = 0",
          "p | setp.eq.b32 %p8, %r0, %r1 | 1 1 = 1",
          "p | setp.lt.s64 %p8, %d0, %d1 | ffffffffffffffff 0 = 1; 8000000000000000 0 = 1",
          "p | setp.lt.u64 %p8, %d0, %d1 | ffffffffffffffff 0 = 0; 1 8000000000000000 = 1",
          "p | setp.gt.u64 %p8, %d0, %d1 | ffffffffffffffff 0 = 1",
          "p | setp.ne.b64 %p8, %d0, %d1 | 100000000 0 = 1",
          "p | setp.lt.s16 %p8, %h0, %h1 | ffff 0 = 1; 7fff 8000 = 0",
          "p | setp.lt.u16 %p8, %h0, %h1 | ffff 0 = 0; 0 8000 = 1",
          "p | setp.lt.and.s32 %p8, %r0, %r1, %p2 | 0 1 1 = 1; 0 1 0 = 0; 1 0 1 = 0",
          "p | setp.lt.or.s32 %p8, %r0, %r1, %p2 | 0 1 0 = 1; 1 0 0 = 0; 1 0 1 = 1",
          "p | setp.lt.xor.s32 %p8, %r0, %r1, %p2 | 0 1 1 = 0; 1 0 1 = 1",
          "p | setp.lt.and.s32 %p8, %r0, %r1, !%p2 | 0 1 1 = 0; 0 1 0 = 1",
          "p | setp.lt.s32 %p9|%p8, %r0, %r1 | 0 1 = 0; 1 0 = 1",
          "p | setp.lt.and.s32 %p9|%p8, %r0, %r1, %p2 | 1 0 0 = 0; 1 0 1 = 1",
          "p | setp.eq.f32 %p8, %r0, %r1 | 3f800000 3f800000 = 1; 7fc00000 7fc00000 = 0; 0 80000000"
              + " = 1",
          "p | setp.neu.f32 %p8, %r0, %r1 | 7fc00000 0 = 1; 3f800000 3f800000 = 0",
          "p | setp.ne.f32 %p8, %r0, %r1 | 7fc00000 0 = 0; 3f800000 0 = 1",
          "p | setp.lt.f32 %p8, %r0, %r1 | bf800000 3f800000 = 1; 7fc00000 0 = 0",
          "p | setp.geu.f64 %p8, %d0, %d1 | 7ff8000000000000 0 = 1; bff0000000000000 0 = 0",
          "p | setp.nan.f32 %p8, %r0, %r1 | 7fc00000 0 = 1; 0 0 = 0",
          "p | setp.num.f32 %p8, %r0, %r1 | 7fc00000 0 = 0; 0 0 = 1",
          "r | selp.b32 %r8, %r0, %r1, %p2 | 5 6 1 = 5; 5 6 0 = 6",
          "d | selp.b64 %d8, %d0, %d1, %p2 | 100000005 6 1 = 100000005",
          "h | selp.b16 %h8, %h0, %h1, %p2 | 5 6 0 = 6",
          "h | mov.u16 %h8, %h0 | 1234 = 1234",
          "r | mov.u32 %r8, %r0 | 12345678 = 12345678",
          "r | mov.b32 %r8, -1 | 0 = ffffffff",
          "r | mov.u32 %r8, %laneid | 0 = 0; 0 = 1; 0 = 2",
          "d | mov.u64 %d8, %d0 | 123456789abcdef0 = 123456789abcdef0",
          "p | mov.pred %p8, %p0 | 1 = 1; 0 = 0",
          "p | mov.pred %p8, 1 | 0 = 1",
          "d | mov.b64 %d8, {%r0, %r1} | 11111111 22222222 = 2222222211111111",
          "d | mov.b64 {%r10, %r11}, %d0; cvt.u64.u32 %d8, %r11 | 2222222211111111 = 22222222",
          "d | mov.b64 {_, %r11}, %d0; cvt.u64.u32 %d8, %r11 | 2222222211111111 = 22222222",
          "r | mov.b32 %r8, {%h0, %h1} | 1111 2222 = 22221111",
          "r | mov.b32 {%h10, %h11}, %r0; cvt.u32.u16 %r8, %h11 | 22221111 = 2222",
          "d | mov.b64 %d8, {%h0, %h1, %h2, %h3} | 1 2 3 4 = 4000300020001",
          "d | cvt.u64.u32 %d8, %r0 | ffffffff = ffffffff",
          "d | cvt.s64.s32 %d8, %r0 | ffffffff = ffffffffffffffff; 7fffffff = 7fffffff",
          "d | cvt.u64.s32 %d8, %r0 | ffffffff = ffffffffffffffff",
          "r | cvt.u32.u64 %r8, %d0 | 123456789 = 23456789",
          "r | cvt.s32.s64 %r8, %d0 | fffffffffffffffe = fffffffe",
          "r | cvt.s32.s8 %r8, %r0 | 80 = ffffff80; 17f = 7f",
          "r | cvt.u32.u8 %r8, %r0 | fff = ff",
          "r | cvt.u32.s8 %r8, %r0 | 80 = ffffff80",
          "r | cvt.s32.s16 %r8, %h0 | 8000 = ffff8000",
          "r | cvt.u32.u16 %r8, %h0 | 8000 = 8000",
          "h | cvt.u16.u32 %h8, %r0 | 12345678 = 5678",
          "h | cvt.s16.s8 %h8, %h0 | 80 = ff80",
          "d | cvt.s64.s8 %d8, %r0 | 80 = ffffffffffffff80",
          "d | cvt.s64.s16 %d8, %d0 | 8000 = ffffffffffff8000",
          // A narrow result fills its wider register by the sign of its type.
          "r | cvt.s8.s32 %r8, %r0 | 1ff = ffffffff; 17f = 7f",
          "r | cvt.u8.u32 %r8, %r0 | 1ff = ff",
          "r | cvt.sat.u8.s32 %r8, %r0 | 100 = ff; ffffffff = 0; 7f = 7f",
          "r | cvt.sat.s8.s32 %r8, %r0 | 100 = 7f; ffffff00 = ffffff80; fffffffe = fffffffe",
          "r | cvt.sat.s32.s64 %r8, %d0 | 100000000 = 7fffffff; 8000000000000000 = 80000000",
          "r | cvt.sat.s32.u32 %r8, %r0 | ffffffff = 7fffffff; 5 = 5",
          "r | cvt.sat.u32.s32 %r8, %r0 | ffffffff = 0; 5 = 5",
          "r | cvt.rn.f32.s32 %r8, %r0 | ffffffff = bf800000; 1000001 = 4b800000; 3 = 40400000",
          "r | cvt.rn.f32.u32 %r8, %r0 | ffffffff = 4f800000; 2 = 40000000",
          "r | cvt.rn.f32.u64 %r8, %d0 | ffffffffffffffff = 5f800000",
          "d | cvt.rn.f64.s64 %d8, %d0 | ffffffffffffffff = bff0000000000000",
          "d | cvt.rn.f64.u64 %d8, %d0 | 8000000000000000 = 43e0000000000000",
          "r | cvt.rzi.s32.f32 %r8, %r0 | bfc00000 = ffffffff; 4f800000 = 7fffffff; 7fc00000 = 0",
          "r | cvt.rzi.u32.f32 %r8, %r0 | bfc00000 = 0; 4f000000 = 80000000; 7f800000 = ffffffff",
          "d | cvt.rzi.s64.f32 %d8, %r0 | bfc00000 = ffffffffffffffff;"
              + " 5f800000 = 7fffffffffffffff; ff800000 = 8000000000000000",
          "d | cvt.rni.s64.f64 %d8, %d0 | 4004000000000000 = 2; 400c000000000000 = 4",
          "r | cvt.rmi.s32.f32 %r8, %r0 | bfc00000 = fffffffe",
          "r | cvt.rpi.s32.f32 %r8, %r0 | 3fc00000 = 2",
          "d | cvt.f64.f32 %d8, %r0 | 3f800000 = 3ff0000000000000",
          "r | cvt.rzi.s32.f64 %r8, %d0 | 7ff8000000000000 = 80000000; c004000000000000 = fffffffe",
          "r | cvt.rn.f32.f64 %r8, %d0 | 3ff0000000000000 = 3f800000");

  /** PTX ISA, "Floating Point Instructions". */
  static final List<String> FLOATS =
      List.of(
          "r | add.f32 %r8, %r0, %r1 | 3f800000 40000000 = 40400000",
          "r | add.rn.f32 %r8, %r0, %r1 | 4b800000 3f800000 = 4b800000; 7f800000 ff800000 ="
              + " 7fffffff",
          "r | sub.f32 %r8, %r0, %r1 | 3f800000 40000000 = bf800000",
          "r | sub.rn.f32 %r8, %r0, %r1 | 40400000 3f800000 = 40000000",
          "r | mul.f32 %r8, %r0, %r1 | 40000000 40400000 = 40c00000",
          "r | mul.rn.f32 %r8, %r0, %r1 | bf800000 0 = 80000000",
          "d | add.f64 %d8, %d0, %d1 | 3ff0000000000000 3ff0000000000000 = 4000000000000000",
          "d | add.rn.f64 %d8, %d0, %d1 | 3ff0000000000000 bff0000000000000 = 0",
          "d | sub.f64 %d8, %d0, %d1 | 4000000000000000 3ff0000000000000 = 3ff0000000000000",
          "d | sub.rn.f64 %d8, %d0, %d1 | 0 3ff0000000000000 = bff0000000000000",
          "d | mul.f64 %d8, %d0, %d1 | 4000000000000000 4000000000000000 = 4010000000000000",
          "d | mul.rn.f64 %d8, %d0, %d1 | 3ff0000000000000 4000000000000000 = 4000000000000000",
          // (1 + 2^-23)^2 - (1 + 2^-22): the product must not be rounded.
          "r | fma.rn.f32 %r8, %r0, %r1, %r2 | 3f800001 3f800001 bf800002 = 28800000",
          "r | mad.rn.f32 %r8, %r0, %r1, %r2 | 3f800001 3f800001 bf800002 = 28800000",
          "d | fma.rn.f64 %d8, %d0, %d1, %d2 | 4000000000000000 4000000000000000 3ff0000000000000"
              + " = 4014000000000000",
          "d | mad.rn.f64 %d8, %d0, %d1, %d2 | 4000000000000000 3ff0000000000000 3ff0000000000000"
              + " = 4008000000000000",
          "r | div.rn.f32 %r8, %r0, %r1 | 3f800000 40400000 = 3eaaaaab; 3f800000 0 = 7f800000",
          "d | div.rn.f64 %d8, %d0, %d1 | 3ff0000000000000 4000000000000000 = 3fe0000000000000",
          "r | rcp.rn.f32 %r8, %r0 | 40400000 = 3eaaaaab",
          "d | rcp.rn.f64 %d8, %d0 | 4000000000000000 = 3fe0000000000000",
          "r | sqrt.rn.f32 %r8, %r0 | 40000000 = 3fb504f3; bf800000 = 7fffffff",
          "d | sqrt.rn.f64 %d8, %d0 | 4010000000000000 = 4000000000000000",
          "r | neg.f32 %r8, %r0 | 3f800000 = bf800000; 80000000 = 0",
          "d | neg.f64 %d8, %d0 | 3ff0000000000000 = bff0000000000000",
          "r | abs.f32 %r8, %r0 | bf800000 = 3f800000",
          "d | abs.f64 %d8, %d0 | bff0000000000000 = 3ff0000000000000",
          "r | min.f32 %r8, %r0, %r1 | 3f800000 40000000 = 3f800000; 7fc00000 40000000 = 40000000;"
              + " 0 80000000 = 80000000",
          "r | max.f32 %r8, %r0, %r1 | 3f800000 40000000 = 40000000; 7fc00000 bf800000 = bf800000;"
              + " 80000000 0 = 0",
          "d | min.f64 %d8, %d0, %d1 | 3ff0000000000000 4000000000000000 = 3ff0000000000000",
          "d | max.f64 %d8, %d0, %d1 | 3ff0000000000000 4000000000000000 = 4000000000000000");

  /** PTX ISA, "Extended-Precision Integer Arithmetic Instructions": borrow is CC.CF of sub. */
  static final List<String> CARRIES =
      List.of(
          "r | add.cc.u32 %r10, %r0, %r1; addc.u32 %r8, %r2, %r3 | ffffffff 1 5 6 = c; 1 1 5 6 = b",
          "r | add.cc.s32 %r10, %r0, %r1; addc.cc.s32 %r11, %r2, %r3; addc.s32 %r8, 0, 0 |"
              + " ffffffff 1 ffffffff 0 = 1; 7fffffff 1 0 0 = 0",
          "d | add.cc.u64 %d10, %d0, %d1; addc.u64 %d8, 0, 0 | ffffffffffffffff 1 = 1; 1 1 = 0",
          "d | add.cc.s64 %d10, %d0, %d1; addc.cc.s64 %d11, %d2, 0; addc.s64 %d8, 0, 0 |"
              + " 8000000000000000 8000000000000000 ffffffffffffffff = 1",
          "d | add.cc.u64 %d10, %d0, %d1; addc.cc.u64 %d8, %d2, 0 | ffffffffffffffff 1 7 = 8",
          "r | add.cc.u32 %r10, %r0, %r1; addc.cc.u32 %r8, %r2, 0 | ffffffff 1 7 = 8",
          "r | sub.cc.u32 %r10, %r0, %r1; subc.u32 %r8, %r2, %r3 | 0 1 5 2 = 2; 1 1 5 2 = 3",
          "r | sub.cc.s32 %r10, %r0, %r1; subc.cc.s32 %r11, %r2, %r3; subc.s32 %r8, 0, 0 |"
              + " 0 1 0 0 = ffffffff; 1 0 5 5 = 0",
          "r | sub.cc.u32 %r10, %r0, %r1; subc.cc.u32 %r8, %r2, 0 | 0 1 7 = 6",
          "d | sub.cc.u64 %d10, %d0, %d1; subc.u64 %d8, %d2, 0 | 0 1 5 = 4; 1 1 5 = 5",
          "d | sub.cc.s64 %d10, %d0, %d1; subc.cc.s64 %d11, %d2, 0; subc.s64 %d8, 0, 0 |"
              + " 0 1 0 = ffffffffffffffff",
          "d | sub.cc.u64 %d10, %d0, %d1; subc.cc.u64 %d8, %d2, 0 | 0 1 7 = 6",
          "r | mad.lo.cc.u32 %r10, %r0, %r1, %r2; madc.hi.u32 %r8, %r0, %r1, %r3 |"
              + " ffffffff ffffffff ffffffff 0 = ffffffff; 2 3 4 5 = 5",
          "r | mad.lo.cc.s32 %r10, %r0, %r1, %r2; madc.hi.s32 %r8, %r0, %r1, %r3 |"
              + " ffffffff 1 1 0 = 0",
          "r | mad.hi.cc.u32 %r10, %r0, %r1, %r2; madc.lo.u32 %r8, %r3, 1, 0 |"
              + " ffffffff ffffffff 2 7 = 8",
          "r | mad.hi.cc.s32 %r10, %r0, %r1, %r2; madc.lo.s32 %r8, %r3, 1, 0 | ffffffff 1 1 7 = 8",
          "r | mad.lo.cc.u32 %r10, %r0, %r1, %r2; madc.lo.cc.u32 %r8, %r3, 1, 0 |"
              + " ffffffff 1 1 7 = 8",
          "r | mad.lo.cc.u32 %r10, %r0, %r1, %r2; madc.hi.cc.u32 %r11, %r0, %r1, %r3;"
              + " addc.u32 %r8, 0, 0 | ffffffff ffffffff ffffffff 1 = 1",
          "d | mad.lo.cc.u64 %d10, %d0, %d1, %d2; madc.hi.u64 %d8, %d0, %d1, 0 |"
              + " ffffffffffffffff ffffffffffffffff ffffffffffffffff = ffffffffffffffff",
          "d | mad.hi.cc.u64 %d10, %d0, %d1, %d2; madc.lo.u64 %d8, %d3, 1, 0 |"
              + " ffffffffffffffff ffffffffffffffff 2 7 = 8",
          "d | mad.lo.cc.s64 %d10, %d0, %d1, %d2; madc.hi.s64 %d8, %d0, %d1, 0 |"
              + " ffffffffffffffff 1 1 = 0");

  static List<String> all() {
    return java.util.stream.Stream.of(ARITHMETIC, LOGIC, COMPARE_AND_MOVE, FLOATS, CARRIES)
        .flatMap(List::stream)
        .toList();
  }
}
