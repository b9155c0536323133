// A module linked from C that uses what the runtime function table offers to such modules.
// sampler.mpy is made of it by scripts/natmod.mjs.
#include "py/dynruntime.h"

// Variables, constants, and constants that refer to others: each makes relocations of its own.
uint32_t calls;
mp_obj_t kept;
mp_obj_t *slots;
static const uint8_t weights[5] = {1, 3, 5, 7, 9};
static const char *const names[3] = {"zero", "one", "two"};
static const uint8_t lengths[3] = {4, 3, 3};

// The compiler calls this for what it initialises.
void *memset(void *to, int byte, size_t length) {
    return mp_fun_table.memset_(to, byte, length);
}

static mp_obj_t count(void) {
    return mp_obj_new_int_from_uint(++calls);
}
static MP_DEFINE_CONST_FUN_OBJ_0(count_obj, count);

static mp_obj_t name(mp_obj_t number) {
    mp_int_t n = mp_obj_get_int(number);
    if (n < 0 || n > 2) {
        mp_raise_ValueError(MP_ERROR_TEXT("no such name"));
    }
    return mp_obj_new_str(names[n], lengths[n]);
}
static MP_DEFINE_CONST_FUN_OBJ_1(name_obj, name);

static mp_obj_t weigh(mp_obj_t data, mp_obj_t scale) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_RW);
    uint8_t *bytes = info.buf;
    mp_int_t sum = 0;
    for (size_t i = 0; i < info.len; i++) {
        bytes[i] *= weights[i % 5];
        sum += bytes[i];
    }
    return mp_obj_new_float_from_f((float)sum * mp_obj_get_float_to_f(scale));
}
static MP_DEFINE_CONST_FUN_OBJ_2(weigh_obj, weigh);

static mp_obj_t apply(mp_obj_t f, mp_obj_t a, mp_obj_t b) {
    mp_obj_t args[2] = {a, b};
    return mp_call_function_n_kw(f, 2, 0, args);
}
static MP_DEFINE_CONST_FUN_OBJ_3(apply_obj, apply);

static mp_obj_t report(size_t n, const mp_obj_t *args) {
    mp_printf(&mp_plat_print, "%d|%5u|%-5d|%05d|%x|%s|%.2s|%c|%%|%.2f\n", -7, 42, 42, 42, 0xbeef, "text",
        "text", 'c', (double)1.5f);
    return mp_obj_new_list(n, (mp_obj_t *)args);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR_BETWEEN(report_obj, 1, 3, report);

static mp_obj_t parse(size_t n, const mp_obj_t *args, mp_map_t *kw) {
    enum { ARG_a, ARG_b, ARG_c };
    const mp_arg_t allowed[] = {
        {MP_QSTR_a, MP_ARG_REQUIRED | MP_ARG_INT, {.u_int = 0}},
        {MP_QSTR_b, MP_ARG_BOOL, {.u_bool = true}},
        {MP_QSTR_c, MP_ARG_KW_ONLY | MP_ARG_OBJ, {.u_obj = MP_OBJ_NULL}},
    };
    mp_arg_val_t values[3];
    mp_arg_parse_all(n, args, kw, 3, allowed, values);
    mp_obj_t items[3] = {
        mp_obj_new_int(values[ARG_a].u_int),
        mp_obj_new_bool(values[ARG_b].u_bool),
        values[ARG_c].u_obj == MP_OBJ_NULL ? mp_const_none : values[ARG_c].u_obj,
    };
    return mp_obj_new_tuple(3, items);
}
static MP_DEFINE_CONST_FUN_OBJ_KW(parse_obj, 1, parse);

// Objects that nothing but variables and allocated memory refers to.
static mp_obj_t keep(mp_obj_t object) {
    if (slots == NULL) {
        slots = m_new(mp_obj_t, 4);
    }
    slots = m_renew(mp_obj_t, slots, 4, 8);
    slots[7] = mp_obj_new_list(1, &object);
    kept = mp_obj_new_tuple(1, &object);
    return mp_const_none;
}
static MP_DEFINE_CONST_FUN_OBJ_1(keep_obj, keep);

static mp_obj_t recall(void) {
    mp_obj_t items[2] = {slots[7], kept};
    return mp_obj_new_tuple(2, items);
}
static MP_DEFINE_CONST_FUN_OBJ_0(recall_obj, recall);

static mp_obj_t shared(mp_obj_t length) {
    size_t n = mp_obj_get_int(length);
    byte *bytes = m_new(byte, n);
    mp_obj_t result = mp_obj_new_bytearray_by_ref(n, bytes);
    memset(bytes, 0x41, n);
    return result;
}
static MP_DEFINE_CONST_FUN_OBJ_1(shared_obj, shared);

static mp_obj_t item(mp_obj_t data, mp_obj_t index, mp_obj_t value) {
    mp_buffer_info_t info;
    mp_get_buffer_raise(data, &info, MP_BUFFER_RW);
    size_t i = mp_obj_get_int(index);
    mp_obj_t old = mp_binary_get_val_array(info.typecode, info.buf, i);
    mp_binary_set_val_array(info.typecode, info.buf, i, value);
    return old;
}
static MP_DEFINE_CONST_FUN_OBJ_3(item_obj, item);

static mp_obj_t copy(mp_obj_t from, mp_obj_t to) {
    const mp_stream_p_t *in = mp_get_stream_raise(from, MP_STREAM_OP_READ);
    const mp_stream_p_t *out = mp_get_stream_raise(to, MP_STREAM_OP_WRITE);
    char buffer[4];
    int error = 0;
    mp_uint_t total = 0;
    for (;;) {
        mp_uint_t n = in->read(from, buffer, sizeof(buffer), &error);
        if (n == MP_STREAM_ERROR || n == 0) {
            break;
        }
        total += out->write(to, buffer, n, &error);
    }
    return mp_obj_new_int(total);
}
static MP_DEFINE_CONST_FUN_OBJ_2(copy_obj, copy);

static mp_obj_t is_list(mp_obj_t object) {
    mp_obj_t dest[2];
    mp_load_method_maybe(object, MP_QSTR_append, dest);
    return mp_obj_new_bool(mp_obj_get_type(object) == &mp_type_list && dest[0] != MP_OBJ_NULL);
}
static MP_DEFINE_CONST_FUN_OBJ_1(is_list_obj, is_list);

// A function with the calling convention of viper code.
static mp_obj_t total(mp_obj_fun_bc_t *self, size_t n, size_t nkw, mp_obj_t *args) {
    mp_arg_check_num(n, nkw, 1, 4, false);
    mp_obj_t sum = args[0];
    for (size_t i = 1; i < n; i++) {
        sum = mp_binary_op(MP_BINARY_OP_ADD, sum, args[i]);
    }
    return sum;
}

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY
    calls = 40;
    mp_store_global(MP_QSTR_count, MP_OBJ_FROM_PTR(&count_obj));
    mp_store_global(MP_QSTR_name, MP_OBJ_FROM_PTR(&name_obj));
    mp_store_global(MP_QSTR_weigh, MP_OBJ_FROM_PTR(&weigh_obj));
    mp_store_global(MP_QSTR_apply, MP_OBJ_FROM_PTR(&apply_obj));
    mp_store_global(MP_QSTR_report, MP_OBJ_FROM_PTR(&report_obj));
    mp_store_global(MP_QSTR_parse, MP_OBJ_FROM_PTR(&parse_obj));
    mp_store_global(MP_QSTR_keep, MP_OBJ_FROM_PTR(&keep_obj));
    mp_store_global(MP_QSTR_recall, MP_OBJ_FROM_PTR(&recall_obj));
    mp_store_global(MP_QSTR_shared, MP_OBJ_FROM_PTR(&shared_obj));
    mp_store_global(MP_QSTR_item, MP_OBJ_FROM_PTR(&item_obj));
    mp_store_global(MP_QSTR_copy, MP_OBJ_FROM_PTR(&copy_obj));
    mp_store_global(MP_QSTR_is_list, MP_OBJ_FROM_PTR(&is_list_obj));
    mp_store_global(MP_QSTR_total, MP_DYNRUNTIME_MAKE_FUNCTION(total));
    MP_DYNRUNTIME_INIT_EXIT
}
