// Classes, their instances and exceptions as modules linked from C define them: what shapes.mpy is made of.
#include "py/dynruntime.h"

void *memset(void *s, int c, size_t n) {
    return mp_fun_table.memset_(s, c, n);
}

mp_obj_full_type_t point_type;
mp_obj_full_type_t range_type;
mp_obj_full_type_t upper_type;
mp_obj_full_type_t shape_error;

// A point: attributes, operators, items, text, its memory.
typedef struct {
    mp_obj_base_t base;
    mp_int_t x;
    mp_int_t y;
} point_t;

static mp_obj_t point_of(mp_int_t x, mp_int_t y) {
    point_t *self = mp_obj_malloc(point_t, (mp_obj_type_t *)&point_type);
    self->x = x;
    self->y = y;
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t point_make_new(const mp_obj_type_t *type, size_t n, size_t nkw, const mp_obj_t *args) {
    mp_arg_check_num(n, nkw, 2, 2, false);
    mp_int_t x = mp_obj_get_int(args[0]);
    if (x < 0) {
        mp_raise_msg((mp_obj_type_t *)&shape_error, "left of everything");
    }
    return point_of(x, mp_obj_get_int(args[1]));
}

static void point_print(const mp_print_t *print, mp_obj_t self_in, mp_print_kind_t kind) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    mp_printf(print, kind == PRINT_REPR ? "Point(%d, %d)" : "%d/%d", self->x, self->y);
}

static mp_obj_t point_call(mp_obj_t self_in, size_t n, size_t nkw, const mp_obj_t *args) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    mp_arg_check_num(n, nkw, 1, 1, false);
    return mp_obj_new_int(mp_obj_get_int(args[0]) * self->x + self->y);
}

static mp_obj_t point_unary(mp_unary_op_t op, mp_obj_t self_in) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    switch (op) {
        case MP_UNARY_OP_BOOL:
            return mp_obj_new_bool(self->x != 0 || self->y != 0);
        case MP_UNARY_OP_LEN:
            return MP_OBJ_NEW_SMALL_INT(2);
        case MP_UNARY_OP_NEGATIVE:
            return point_of(-self->x, -self->y);
        default:
            return MP_OBJ_NULL;
    }
}

static mp_obj_t point_binary(mp_binary_op_t op, mp_obj_t left, mp_obj_t right) {
    point_t *a = MP_OBJ_TO_PTR(left);
    if (mp_obj_get_type(right) != (mp_obj_type_t *)&point_type) {
        return MP_OBJ_NULL;
    }
    point_t *b = MP_OBJ_TO_PTR(right);
    switch (op) {
        case MP_BINARY_OP_ADD:
            return point_of(a->x + b->x, a->y + b->y);
        case MP_BINARY_OP_EQUAL:
            return mp_obj_new_bool(a->x == b->x && a->y == b->y);
        default:
            return MP_OBJ_NULL;
    }
}

static void point_attr(mp_obj_t self_in, qstr name, mp_obj_t *dest) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    if (name != MP_QSTR_x && name != MP_QSTR_y) {
        dest[1] = MP_OBJ_SENTINEL;
        return;
    }
    mp_int_t *place = name == MP_QSTR_x ? &self->x : &self->y;
    if (dest[0] == MP_OBJ_NULL) {
        dest[0] = mp_obj_new_int(*place);
    } else if (dest[1] != MP_OBJ_NULL) {
        *place = mp_obj_get_int(dest[1]);
        dest[0] = MP_OBJ_NULL;
    }
}

static mp_obj_t point_subscr(mp_obj_t self_in, mp_obj_t index, mp_obj_t value) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    mp_int_t *place = mp_obj_get_int(index) == 0 ? &self->x : &self->y;
    if (value == MP_OBJ_SENTINEL) {
        return mp_obj_new_int(*place);
    }
    if (value == MP_OBJ_NULL) {
        return MP_OBJ_NULL;
    }
    *place = mp_obj_get_int(value);
    return mp_const_none;
}

static mp_int_t point_buffer(mp_obj_t self_in, mp_buffer_info_t *info, mp_uint_t flags) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    info->buf = &self->x;
    info->len = 8;
    info->typecode = 'i';
    return 0;
}

static mp_obj_t point_swap(mp_obj_t self_in) {
    point_t *self = MP_OBJ_TO_PTR(self_in);
    mp_int_t x = self->x;
    self->x = self->y;
    self->y = x;
    return self_in;
}
static MP_DEFINE_CONST_FUN_OBJ_1(point_swap_obj, point_swap);

// Any number of arguments, among them objects of the class.
static mp_obj_t point_total(size_t n, const mp_obj_t *args) {
    mp_int_t x = 0;
    mp_int_t y = 0;
    for (size_t i = 0; i < n; i++) {
        point_t *self = MP_OBJ_TO_PTR(args[i]);
        x += self->x;
        y += self->y;
    }
    return point_of(x, y);
}
static MP_DEFINE_CONST_FUN_OBJ_VAR(point_total_obj, 1, point_total);

// Calls f with a point, and gives what it gives.
static mp_obj_t with_point(mp_obj_t f, mp_obj_t x) {
    mp_obj_t args[2] = { point_of(mp_obj_get_int(x), 1), x };
    return mp_call_function_n_kw(f, 2, 0, args);
}
static MP_DEFINE_CONST_FUN_OBJ_2(with_point_obj, with_point);

// A countdown, which is its own iterator.
typedef struct {
    mp_obj_base_t base;
    mp_int_t left;
} range_t;

static mp_obj_t range_make_new(const mp_obj_type_t *type, size_t n, size_t nkw, const mp_obj_t *args) {
    range_t *self = mp_obj_malloc(range_t, type);
    self->left = mp_obj_get_int(args[0]);
    return MP_OBJ_FROM_PTR(self);
}

static mp_obj_t range_next(mp_obj_t self_in) {
    range_t *self = MP_OBJ_TO_PTR(self_in);
    return self->left == 0 ? MP_OBJ_STOP_ITERATION : MP_OBJ_NEW_SMALL_INT(self->left--);
}

// A stream that makes letters of another one large.
typedef struct {
    mp_obj_base_t base;
    mp_obj_t stream;
} upper_t;

static mp_obj_t upper_make_new(const mp_obj_type_t *type, size_t n, size_t nkw, const mp_obj_t *args) {
    upper_t *self = mp_obj_malloc(upper_t, type);
    self->stream = args[0];
    return MP_OBJ_FROM_PTR(self);
}

static mp_uint_t upper_read(mp_obj_t self_in, void *buf, mp_uint_t size, int *errcode) {
    upper_t *self = MP_OBJ_TO_PTR(self_in);
    mp_uint_t got = mp_get_stream(self->stream)->read(self->stream, buf, size, errcode);
    for (mp_uint_t i = 0; got != MP_STREAM_ERROR && i < got; i++) {
        uint8_t *c = (uint8_t *)buf + i;
        if (*c >= 'a' && *c <= 'z') {
            *c -= 32;
        }
    }
    return got;
}

static mp_uint_t upper_write(mp_obj_t self_in, const void *buf, mp_uint_t size, int *errcode) {
    *errcode = 28;
    return MP_STREAM_ERROR;
}

static const mp_stream_p_t upper_stream = { .read = upper_read, .write = upper_write };

// Text ends with a byte of 0.
static mp_obj_t length(mp_obj_t text) {
    // Not known to the compiler as strlen.
    const volatile char *s = mp_obj_str_get_str(text);
    mp_int_t n = 0;
    while (s[n] != 0) {
        n++;
    }
    return MP_OBJ_NEW_SMALL_INT(n);
}
static MP_DEFINE_CONST_FUN_OBJ_1(length_obj, length);

// Items of tuples are read and written where they are.
static mp_obj_t pair(mp_obj_t items) {
    size_t n;
    mp_obj_t *from;
    mp_obj_get_array(items, &n, &from);
    mp_obj_tuple_t *t = MP_OBJ_TO_PTR(mp_obj_new_tuple(2, NULL));
    t->items[0] = MP_OBJ_NEW_SMALL_INT(n);
    t->items[1] = from[n - 1];
    return MP_OBJ_FROM_PTR(t);
}
static MP_DEFINE_CONST_FUN_OBJ_1(pair_obj, pair);

mp_map_elem_t point_names_table[3];
static MP_DEFINE_CONST_DICT(point_names, point_names_table);
mp_map_elem_t upper_names_table[4];
static MP_DEFINE_CONST_DICT(upper_names, upper_names_table);

mp_obj_t mpy_init(mp_obj_fun_bc_t *self, size_t n_args, size_t n_kw, mp_obj_t *args) {
    MP_DYNRUNTIME_INIT_ENTRY

    point_type.base.type = (void *)&mp_type_type;
    point_type.name = MP_QSTR_Point;
    MP_OBJ_TYPE_SET_SLOT(&point_type, make_new, point_make_new, 0);
    MP_OBJ_TYPE_SET_SLOT(&point_type, print, point_print, 1);
    MP_OBJ_TYPE_SET_SLOT(&point_type, call, point_call, 2);
    MP_OBJ_TYPE_SET_SLOT(&point_type, unary_op, point_unary, 3);
    MP_OBJ_TYPE_SET_SLOT(&point_type, binary_op, point_binary, 4);
    MP_OBJ_TYPE_SET_SLOT(&point_type, attr, point_attr, 5);
    MP_OBJ_TYPE_SET_SLOT(&point_type, subscr, point_subscr, 6);
    MP_OBJ_TYPE_SET_SLOT(&point_type, buffer, point_buffer, 7);
    point_names_table[0] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_swap), MP_OBJ_FROM_PTR(&point_swap_obj) };
    point_names_table[1] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_total), MP_OBJ_FROM_PTR(&point_total_obj) };
    point_names_table[2] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_SIDES), MP_OBJ_NEW_SMALL_INT(2) };
    MP_OBJ_TYPE_SET_SLOT(&point_type, locals_dict, (void *)&point_names, 8);

    range_type.base.type = (void *)&mp_type_type;
    range_type.name = MP_QSTR_Countdown;
    range_type.flags = MP_TYPE_FLAG_ITER_IS_ITERNEXT;
    MP_OBJ_TYPE_SET_SLOT(&range_type, make_new, range_make_new, 0);
    MP_OBJ_TYPE_SET_SLOT(&range_type, iter, range_next, 1);

    upper_type.base.type = (void *)&mp_type_type;
    upper_type.name = MP_QSTR_Upper;
    MP_OBJ_TYPE_SET_SLOT(&upper_type, make_new, upper_make_new, 0);
    MP_OBJ_TYPE_SET_SLOT(&upper_type, protocol, &upper_stream, 1);
    upper_names_table[0] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_read), MP_OBJ_FROM_PTR(&mp_stream_read_obj) };
    upper_names_table[1] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_readinto), MP_OBJ_FROM_PTR(&mp_stream_readinto_obj) };
    upper_names_table[2] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_readline), MP_OBJ_FROM_PTR(&mp_stream_unbuffered_readline_obj) };
    upper_names_table[3] = (mp_map_elem_t){ MP_OBJ_NEW_QSTR(MP_QSTR_write), MP_OBJ_FROM_PTR(&mp_stream_write_obj) };
    MP_OBJ_TYPE_SET_SLOT(&upper_type, locals_dict, (void *)&upper_names, 2);

    mp_obj_exception_init(&shape_error, MP_QSTR_ShapeError, &mp_type_Exception);

    mp_store_global(MP_QSTR_Point, MP_OBJ_FROM_PTR(&point_type));
    mp_store_global(MP_QSTR_Countdown, MP_OBJ_FROM_PTR(&range_type));
    mp_store_global(MP_QSTR_Upper, MP_OBJ_FROM_PTR(&upper_type));
    mp_store_global(MP_QSTR_ShapeError, MP_OBJ_FROM_PTR(&shape_error));
    mp_store_global(MP_QSTR_with_point, MP_OBJ_FROM_PTR(&with_point_obj));
    mp_store_global(MP_QSTR_length, MP_OBJ_FROM_PTR(&length_obj));
    mp_store_global(MP_QSTR_pair, MP_OBJ_FROM_PTR(&pair_obj));

    MP_DYNRUNTIME_INIT_EXIT
}
