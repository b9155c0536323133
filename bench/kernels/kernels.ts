/** The kernels of kernels.py by hand. Addresses are of linear memory. */

export function sieve(p: usize, n: i32): i32 {
  for (let i = 0; i < n; i++) store<u8>(p + i, 1);
  let count = 0;
  for (let i = 2; i < n; i++) {
    if (!load<u8>(p + i)) continue;
    count++;
    for (let j = i + i; j < n; j += i) store<u8>(p + j, 0);
  }
  return count;
}

export function crc32(p: usize, n: i32, table: usize): i32 {
  let crc: u32 = 0xffffffff;
  for (let i = 0; i < n; i++) {
    const index = (crc ^ load<u8>(p + i)) & 255;
    crc = load<u32>(table + (index << 2)) ^ (crc >> 8);
  }
  return ~crc;
}

export function sha256(h: usize, w: usize, k: usize, p: usize, blocks: i32): i32 {
  for (let block = 0; block < blocks; block++) {
    const at = p + (block << 6);
    for (let i = 0; i < 16; i++) store<u32>(w + (i << 2), bswap(load<u32>(at + (i << 2))));
    for (let i = 16; i < 64; i++) {
      const word = w + (i << 2);
      const x = load<u32>(word - 60);
      const y = load<u32>(word - 8);
      const s0 = rotr(x, 7) ^ rotr(x, 18) ^ (x >> 3);
      const s1 = rotr(y, 17) ^ rotr(y, 19) ^ (y >> 10);
      store<u32>(word, load<u32>(word - 64) + s0 + load<u32>(word - 28) + s1);
    }
    let a = load<u32>(h);
    let b = load<u32>(h, 4);
    let c = load<u32>(h, 8);
    let d = load<u32>(h, 12);
    let e = load<u32>(h, 16);
    let f = load<u32>(h, 20);
    let g = load<u32>(h, 24);
    let q = load<u32>(h, 28);
    for (let i = 0; i < 64; i++) {
      const s1 = rotr(e, 6) ^ rotr(e, 11) ^ rotr(e, 25);
      const t = q + s1 + ((e & f) ^ (~e & g)) + load<u32>(k + (i << 2)) + load<u32>(w + (i << 2));
      const s0 = rotr(a, 2) ^ rotr(a, 13) ^ rotr(a, 22);
      const u = s0 + ((a & b) ^ (a & c) ^ (b & c));
      q = g;
      g = f;
      f = e;
      e = d + t;
      d = c;
      c = b;
      b = a;
      a = t + u;
    }
    store<u32>(h, load<u32>(h) + a);
    store<u32>(h, load<u32>(h, 4) + b, 4);
    store<u32>(h, load<u32>(h, 8) + c, 8);
    store<u32>(h, load<u32>(h, 12) + d, 12);
    store<u32>(h, load<u32>(h, 16) + e, 16);
    store<u32>(h, load<u32>(h, 20) + f, 20);
    store<u32>(h, load<u32>(h, 24) + g, 24);
    store<u32>(h, load<u32>(h, 28) + q, 28);
  }
  return load<i32>(h);
}

export function product(a: usize, b: usize, c: usize, n: i32): i32 {
  let total = 0;
  for (let i = 0; i < n; i++) {
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let k = 0; k < n; k++) {
        sum += load<i32>(a + ((i * n + k) << 2)) * load<i32>(b + ((k * n + j) << 2));
      }
      store<i32>(c + ((i * n + j) << 2), sum);
      total ^= sum;
    }
  }
  return total;
}

export function sort(p: usize, n: i32): i32 {
  let seed = 12345;
  for (let i = 0; i < n; i++) {
    seed = seed * 1103515 + 12345;
    store<i32>(p + (i << 2), seed);
  }
  for (let gap = n >> 1; gap > 0; gap >>= 1) {
    for (let i = gap; i < n; i++) {
      const x = load<i32>(p + (i << 2));
      let j = i;
      while (j >= gap) {
        const y = load<i32>(p + ((j - gap) << 2));
        if (y <= x) break;
        store<i32>(p + (j << 2), y);
        j -= gap;
      }
      store<i32>(p + (j << 2), x);
    }
  }
  return load<i32>(p + ((n >> 1) << 2));
}

export function mandelbrot(size: i32, limit: i32): i32 {
  let total = 0;
  for (let row = 0; row < size; row++) {
    const ci = (row * 16384) / size - 8192;
    for (let column = 0; column < size; column++) {
      const cr = (column * 12288) / size - 8192;
      let x = 0;
      let y = 0;
      let n = 0;
      while (n < limit) {
        const xx = (x * x) >> 12;
        const yy = (y * y) >> 12;
        if (xx + yy > 16384) break;
        y = ((x * y) >> 11) + ci;
        x = xx - yy + cr;
        n++;
      }
      total += n;
    }
  }
  return total;
}

export function histogram(p: usize, n: i32, counts: usize): i32 {
  for (let i = 0; i < n; i++) {
    const count = counts + ((<usize>load<u8>(p + i)) << 2);
    store<i32>(count, load<i32>(count) + 1);
  }
  return load<i32>(counts, 28);
}

export function copy(to: usize, source: usize, n: i32): i32 {
  for (let i = 0; i < n; i++) store<u8>(to + i, load<u8>(source + i));
  return load<u8>(to + n - 1);
}
